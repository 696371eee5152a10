--TEST--
What the cases for PHPStan say of types is so when they run
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/assert-type.inc';

foreach (glob(__DIR__ . '/phpstan/*.php') as $file) {
    if (basename($file) === 'given.php') {
        continue;
    }
    PHPStan\Testing\Held::$count = 0;
    (static function () use ($file): void {
        require $file;
    })();
    // What is not so throws. Not counted: those in tasks, and those of what always throws.
    echo basename($file), PHPStan\Testing\Held::$count > 2 ? " holds\n" : " looks at nothing\n";
}
?>
--EXPECT--
await.php holds
catch.php holds
control.php holds
finally.php holds
namespaced.php holds
promise.php holds
runtimes.php holds
shapes.php holds
then.php holds
