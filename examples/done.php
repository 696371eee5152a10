<?php

use function Pokio\{async, await, done};

$report = async(fn () => usleep(200_000) ?: 'the report');
echo done($report) ? "done\n" : "It has not started.\n";

$report->defer();
do {
    usleep(10_000); // here the caller does something else
} while (! done($report));
echo 'After some other work: ', await($report), "\n";
