<?php

// No pool: everything in one process.

require __DIR__ . '/jobs.php';

measure($argv[1], fn (array $input, Closure $closure) => array_map($closure, $input));
