<?php
$root = dirname(__DIR__, 2);
$readme = file_get_contents("$root/README.md");

// Settings with their defaults.
preg_match_all('/^\| `(pokio\.\w+)` \| `(\w+)` \|/m', $readme, $rows);
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
        fn (ReflectionParameter $p) => str_replace('|', '\|', $p->getType()) . ' $' . $p->getName(),
        $function->getParameters(),
    )) . '): ' . $function->getReturnType() . '`';
    str_contains($readme, $head) || print("$head is not in the README\n");
}
foreach ($extension->getClasses() as $class) {
    if (str_starts_with($class->getName(), 'Pokio\Internal\\') || $class->getShortName() === 'ForkFuture' || $class->getShortName() === 'SyncFuture') {
        continue;
    }
    str_contains($readme, $class->getName()) || print($class->getName() . " is not in the README\n");
    foreach ($class->getMethods(ReflectionMethod::IS_PUBLIC) as $method) {
        $own = $method->getDeclaringClass()->getName() === $class->getName();
        $obvious = in_array($method->getName(), ['__construct', '__destruct', '__serialize', '__unserialize'], true);
        ! $own || $obvious || str_contains($readme, $method->getName() . '(') || print($class->getName() . '::' . $method->getName() . "() is not in the README\n");
    }
}
echo "compared\n";
?>
