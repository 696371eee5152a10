--TEST--
After each await, processes are collected while the program does something else
--EXTENSIONS--
posix
--SKIPIF--
<?php
if (! is_dir('/proc/self')) {
    die('skip needs /proc');
}
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$ways = [
    'one' => fn () => await(async(fn () => 1)),
    'one after another' => fn () => [await(async(fn () => 1)), await(async(fn () => 2)), await(async(fn () => 3))],
    'a task killed at its end' => fn () => await(async(function () {
        register_shutdown_function(fn () => posix_kill(getmypid(), SIGKILL));
    })),
    'several' => fn () => await([async(fn () => 1), async(fn () => 2), async(fn () => 3)]),
    'one started before' => function () {
        $first = async(fn () => 1);
        $first->defer();
        await(async(fn () => 2));
        await($first);
    },
    'none' => fn () => null,
];
$kept = [];
for ($round = 0; $round < 60; $round++) {
    $way = array_rand($ways);
    $ways[$way]();
    usleep(random_int(0, 800));
    if ($round % 3 === 0) {
        for ($i = 0; $i < 500 && children() !== []; $i++) {
            usleep(10_000);
        }
        children() === [] || $kept[$way] = true;
    }
}
var_dump($kept);
--EXPECT--
array(0) {
}
