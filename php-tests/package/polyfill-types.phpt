--TEST--
The polyfill's types have the shape of the extension's: methods, parameters, modifiers, parents
--EXTENSIONS--
pokio
--FILE--
<?php
/** What reflection sees of the names that both have. */
$describe = <<<'PHP'
    function shape(ReflectionFunctionAbstract $of): string {
        $words = array_map(fn (ReflectionParameter $p) => trim($p->getType() . ' ' . ($p->isVariadic() ? '...' : '') . $p->getName())
            . ($p->isDefaultValueAvailable() ? ' = ' . var_export($p->getDefaultValue(), true) : ''), $of->getParameters());
        return $of->getName() . '(' . implode(', ', $words) . '): ' . ($of->getReturnType() ?? '');
    }
    $shapes = [];
    foreach ($names as $name) {
        if (function_exists($name)) {
            $shapes[$name] = shape(new ReflectionFunction($name));
        } elseif (class_exists($name) || interface_exists($name)) {
            $class = new ReflectionClass($name);
            $shapes[$name] = implode(' ', Reflection::getModifierNames($class->getModifiers())) . ' ' . ($class->getParentClass() ?: null)?->getName();
            $interfaces = $class->getInterfaceNames();
            sort($interfaces);
            $shapes[$name] .= ' ' . implode(', ', $interfaces);
            foreach ($class->getMethods(ReflectionMethod::IS_PUBLIC) as $method) {
                if ($method->getDeclaringClass()->getName() === $name && ! str_contains((string) $method->getDocComment(), '@internal')
                    && ! in_array($method->getName(), ['__clone', '__serialize', '__destruct'], true)) {
                    $shapes["$name::{$method->getName()}"] = ($method->isStatic() ? 'static ' : '') . shape($method);
                }
            }
            foreach ($class->getProperties(ReflectionProperty::IS_PUBLIC) as $property) {
                if (str_starts_with($property->getDeclaringClass()->getName(), 'Pokio')) {
                    $shapes["$name::\${$property->getName()}"] = ($property->isReadOnly() ? 'readonly ' : '') . $property->getType();
                }
            }
        }
    }
    echo serialize($shapes);
    PHP;

$names = ['async', 'await', 'pokio', ...array_filter(get_extension_funcs('pokio'), fn (string $name) => stripos($name, 'Pokio\\') === 0)];
foreach ((new ReflectionExtension('pokio'))->getClassNames() as $class) {
    // What forks has no counterpart.
    if (! str_starts_with($class, 'Pokio\Internal\\') && ! str_starts_with($class, 'Pokio\Runtime\Fork\\')) {
        $names[] = $class;
    }
}
ob_start();
eval($describe);
$extension = unserialize(ob_get_clean());

$code = 'require ' . var_export(dirname(__DIR__, 2) . '/polyfill/bootstrap.php', true) . '; $names = ' . var_export($names, true) . "; $describe";
$polyfill = unserialize(shell_exec(escapeshellarg(PHP_BINARY) . ' -n -r ' . escapeshellarg($code)));

foreach ($extension as $name => $shape) {
    // PHP 8.5 gives the class's own name for what a file calls self.
    $shape = preg_replace('/: self$/', ': ' . strstr("$name::", '::', true), $shape);
    $there = preg_replace('/: self$/', ': ' . strstr("$name::", '::', true), $polyfill[$name] ?? 'nothing');
    $there === $shape || print("$name is $there, not $shape\n");
}
echo count($extension) > 40 ? 'compared' : 'found too little', "\n";
?>
--EXPECT--
compared
