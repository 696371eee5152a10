<?php

use function Pokio\{async, await, done};

$report = async(fn () => usleep(200_000) ?: 'the report');
echo done($report) ? "done\n" : "It has not started.\n";

$report->defer();
$looked = 0;
while (! done($report)) {
    usleep(10_000); // here the caller does something else
    $looked++;
}
echo $looked > 1 ? 'After some other work: ' : 'At once: ', await($report), "\n";
