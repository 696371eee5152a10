<?php

// amphp/parallel: a pool of worker processes, each given the next item when it has
// answered. Arguments: the job, the processes, and Composer's vendor folder.

require __DIR__ . '/jobs.php';
require "$argv[3]/autoload.php";
require __DIR__ . '/AmphpTask.php';

measure($argv[1], function (array $input) use ($argv): array {
    $pool = new Amp\Parallel\Worker\ContextWorkerPool(
        (int) $argv[2],
        new Amp\Parallel\Worker\ContextWorkerFactory(__DIR__ . '/AmphpTask.php'),
    );
    $results = Amp\Future\await(array_map(
        fn (mixed $item) => $pool->submit(new AmphpTask($argv[1], $item))->getFuture(),
        $input,
    ));
    $pool->shutdown();

    return $results;
});
