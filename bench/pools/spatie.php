<?php

// spatie/fork: a process for each task. Arguments: the job, the processes, and Composer's
// vendor folder.

require __DIR__ . '/jobs.php';
require "$argv[3]/autoload.php";

measure($argv[1], fn (array $input, Closure $closure) => Spatie\Fork\Fork::new()->concurrent((int) $argv[2])->run(
    ...array_map(fn (mixed $item) => fn () => $closure($item), $input),
));
