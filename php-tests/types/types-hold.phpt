--TEST--
What the cases for PHPStan say of types is so when they run
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/assert-type.inc';

foreach (glob(__DIR__ . '/*.php') as $file) {
    // Neither what the cases are made of nor this test's own file.
    if (basename($file) === 'given.php' || is_file("{$file}t")) {
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
then.php holds
