<?php

$greet = fn (string $name) => async(function () use ($name) {
    sleep(1); // something slow

    return "Hello, $name! This is process " . getmypid() . '.';
});

$start = microtime(true);
echo implode("\n", await([$greet('Ada'), $greet('Grace'), $greet('Linus')])), "\n";
printf("Three seconds of work took %.1f seconds.\n", microtime(true) - $start);
