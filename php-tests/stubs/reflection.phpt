--TEST--
The stub declares what the extension declares, no more and no less
--EXTENSIONS--
pokio
--FILE--
<?php
// The stub under another namespace, so that both can be reflected side by side.
$source = file_get_contents(__DIR__ . '/../../stubs/pokio.php');
$source = preg_replace(
    ['/^namespace \{/m', '/^namespace Pokio/m', '/^(\s*use )Pokio\b/m'],
    ['namespace Stub {', 'namespace Stub\Pokio', '$1Stub\Pokio'],
    $source,
    -1,
    $changes,
);
$before = [get_defined_functions()['user'], get_declared_classes(), get_declared_interfaces()];
eval('?>' . $source);
$functions = array_diff(get_defined_functions()['user'], $before[0]);
$classes = array_diff([...get_declared_classes(), ...get_declared_interfaces()], $before[1], $before[2]);

function normal(string $text): string
{
    return preg_replace('/^\\\\|\bStub\\\\/i', '', $text);
}

function type(?ReflectionType $type, string $self): string
{
    // PHP 8.5 resolves self.
    return $type === null ? 'none' : preg_replace('/\bself\b/', addcslashes($self, '\\'), normal((string) $type));
}

function describeFunction(ReflectionFunctionAbstract $f, string $self = ''): string
{
    $parameters = [];
    foreach ($f->getParameters() as $p) {
        $text = type($p->getType(), $self) . ' ' . ($p->isPassedByReference() ? '&' : '') . ($p->isVariadic() ? '...' : '') . '$' . $p->getName();
        if ($p->isDefaultValueAvailable()) {
            $text .= ' = ' . ($p->isDefaultValueConstant()
                ? preg_replace('/^.*\\\\/', '', $p->getDefaultValueConstantName())
                : var_export($p->getDefaultValue(), true));
        }
        $parameters[] = $text;
    }
    $modifiers = $f instanceof ReflectionMethod ? implode(' ', Reflection::getModifierNames($f->getModifiers())) . ' ' : '';
    $by_reference = $f->returnsReference() ? '&' : '';

    return $modifiers . $by_reference . normal($f->getName()) . '(' . implode(', ', $parameters) . '): '
        . type($f->getReturnType(), $self) . ', tentatively ' . type($f->getTentativeReturnType(), $self);
}

function describeClass(ReflectionClass $c): array
{
    $name = normal($c->getName());
    $interfaces = array_map(normal(...), $c->getInterfaceNames());
    sort($interfaces);
    $lines = [sprintf(
        '%s%s%s%s %s extends %s implements %s',
        // No enum can be extended; only those of programs say so.
        $c->isFinal() && ! $c->isEnum() ? 'final ' : '',
        $c->isAbstract() && ! $c->isInterface() ? 'abstract ' : '',
        $c->isReadOnly() ? 'readonly ' : '',
        $c->isInterface() ? 'interface' : ($c->isEnum() ? 'enum' : 'class'),
        $name,
        $c->getParentClass() ? normal($c->getParentClass()->getName()) : 'nothing',
        implode(', ', $interfaces) ?: 'nothing',
    )];
    foreach ($c->getMethods() as $m) {
        if ($m->getDeclaringClass()->getName() === $c->getName()) {
            $lines[] = "$name::" . describeFunction($m, $name);
        }
    }
    foreach ($c->getReflectionConstants() as $constant) {
        $lines[] = "$name::" . $constant->getName() . ' = ' . preg_replace('/^\\\\Stub/', '', ltrim(var_export($constant->getValue(), true)));
    }
    foreach ($c->getProperties(~ReflectionProperty::IS_PRIVATE) as $p) {
        if ($p->getDeclaringClass()->getName() === $c->getName()) {
            $lines[] = "$name::" . implode(' ', Reflection::getModifierNames($p->getModifiers())) . ' ' . type($p->getType(), $name) . ' $' . $p->getName();
        }
    }

    return $lines;
}

$extension = new ReflectionExtension('pokio');
$internal = fn (string $class): bool => ! str_starts_with($class, 'Pokio\Internal\\');
$native = $stub = [];
foreach ($extension->getFunctions() as $f) {
    $native[] = describeFunction($f);
}
foreach (array_filter($extension->getClassNames(), $internal) as $class) {
    array_push($native, ...describeClass(new ReflectionClass($class)));
}
foreach ($functions as $f) {
    $stub[] = describeFunction(new ReflectionFunction($f));
}
foreach ($classes as $class) {
    array_push($stub, ...describeClass(new ReflectionClass($class)));
}

var_dump($changes > 5, count($native) > 50);
foreach (array_diff($native, $stub) as $line) {
    echo "only in the extension: $line\n";
}
foreach (array_diff($stub, $native) as $line) {
    echo "only in the stub: $line\n";
}
foreach ($extension->getConstants() as $name => $value) {
    echo "constant that the stub has not: $name\n";
}
echo "compared\n";
?>
--EXPECT--
bool(true)
bool(true)
compared
