<?php

// A promise that a task returns is awaited for you.
echo await(async(fn () => async(fn () => 'from inside'))), "\n";

// A promise that has started can be awaited by another task, and by the caller as well.
$rows = async(fn () => [1, 2, 3]);
$rows->defer();
$sum = async(fn () => array_sum(await($rows)));

echo await($sum), ' from ', count(await($rows)), " rows\n";
