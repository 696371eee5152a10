<?php

require __DIR__ . '/jobs.php';

measure($argv[1], fn (array $input, Closure $closure) => Pokio\map($input, $closure, concurrency: (int) $argv[2]));
