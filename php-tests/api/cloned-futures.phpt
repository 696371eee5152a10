--TEST--
Cloned futures that are dropped leave nothing behind
--EXTENSIONS--
pokio
--SKIPIF--
<?php if (! is_dir('/proc/self/fd')) { die('skip needs /proc'); } ?>
--FILE--
<?php
$descriptors = fn () => count(scandir('/proc/self/fd'));
$runtime = new Pokio\Runtime\Fork\ForkRuntime(2);
$runtime->defer(fn () => 1)->await();
$before = $descriptors();
for ($i = 0; $i < 20; $i++) {
    $future = $runtime->defer(fn () => 1);
    $copy = clone $future;
    unset($future, $copy);
}
unset($runtime);
await(async(fn () => 1));
var_dump($descriptors() - $before);
?>
--EXPECT--
int(0)
