--TEST--
The settings and names that the pages tell of are there, and no others
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/pages.inc';
$pages = pages();
$text = implode('', array_filter($pages, fn (string $name) => $name === 'README.md' || str_starts_with($name, 'docs/'), ARRAY_FILTER_USE_KEY));

// Settings with their defaults.
preg_match_all('/^\| `(pokio\.\w+)` \| `?([\w.]*)`? \|/m', $pages['docs/reference.md'], $rows);
$settings = array_combine($rows[1], $rows[2]);
$native = array_map(fn (array $setting) => $setting['global_value'], ini_get_all('pokio'));
ksort($settings);
ksort($native);
var_dump($settings === $native);

// Everything public.
$extension = new ReflectionExtension('pokio');
foreach ($extension->getFunctions() as $function) {
    $name = $function->getName();
    $head = "`$name(" . implode(', ', array_map(
        fn (ReflectionParameter $p) => $p->getType() . ($p->isVariadic() ? ' ...$' : ' $') . $p->getName()
            . ($p->isDefaultValueAvailable() ? ' = ' . ($p->isDefaultValueConstant() ? preg_replace('/^.*\\\\/', '', $p->getDefaultValueConstantName()) : json_encode($p->getDefaultValue())) : ''),
        $function->getParameters(),
    )) . '): ' . $function->getReturnType() . '`';
    str_contains(str_replace('\|', '|', $text), $head) || print("$head is not on the pages\n");
}
foreach ($extension->getClasses() as $class) {
    if (str_starts_with($class->getName(), 'Pokio\Internal\\') || $class->getShortName() === 'ForkFuture' || $class->getShortName() === 'SyncFuture') {
        continue;
    }
    str_contains($text, $class->getName()) || print($class->getName() . " is not on the pages\n");
    if ($class->implementsInterface(Iterator::class)) {
        continue; // foreach calls its methods
    }
    foreach ($class->getMethods(ReflectionMethod::IS_PUBLIC) as $method) {
        $own = $method->getDeclaringClass()->getName() === $class->getName();
        $obvious = in_array($method->getName(), ['__construct', '__destruct', '__serialize', '__unserialize', 'cases'], true);
        ! $own || $obvious || str_contains($text, $method->getName() . '(') || print($class->getName() . '::' . $method->getName() . "() is not on the pages\n");
    }
}
echo "compared\n";
?>
--EXPECT--
bool(true)
compared
