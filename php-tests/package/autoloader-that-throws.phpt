--TEST--
An autoloader that throws for every Pokio class is not in the way
--EXTENSIONS--
pokio
--FILE--
<?php
spl_autoload_register(function (string $class): void {
    str_starts_with(strtolower($class), 'pokio\\') && throw new LogicException("asked for $class");
});

$extension = new ReflectionExtension('pokio');
foreach ($extension->getClassNames() as $name) {
    class_exists($name) || interface_exists($name) || print("$name is not there\n");
    class_exists(strtolower($name)) || interface_exists(strtolower($name)) || print("$name is not there in small letters\n");
}
var_dump(await([
    async(fn () => count($extension->getClassNames()) > 10),
    async(fn () => throw new DomainException('x'))->catch(fn (Pokio\Exceptions\FutureAlreadyAwaited | DomainException $e) => $e->getMessage()),
]));
try {
    await(async(fn () => throw new Pokio\Exceptions\FutureAlreadyAwaited));
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}

// A name that the extension has not is the autoloader's business.
try {
    class_exists('Pokio\Unknown');
} catch (LogicException $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
array(2) {
  [0]=>
  bool(true)
  [1]=>
  string(1) "x"
}
The promise has already been resolved.
asked for Pokio\Unknown
