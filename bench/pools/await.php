<?php

require __DIR__ . '/jobs.php';

measure($argv[1], fn (array $input, Closure $closure) => await(array_map(fn (mixed $item) => async(fn () => $closure($item)), $input)));
