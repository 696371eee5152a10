<?php

// What each pool of PHP's is given to do. A script of this folder is started with the
// name of a job, does it once with as many processes as it is told, and prints the
// seconds, from before the pool is made until its last answer is there and it has ended.

const ITEMS = 10_000;
const TASKS = 100;
const ANSWERS = 8;

/** @return list<mixed> what goes in, one element for each item */
function input(string $job): array
{
    return match ($job) {
        'items' => range(1, ITEMS),
        'rows' => array_map(row(...), range(1, ITEMS)),
        'work' => range(1, TASKS),
        'answers' => range(1, ANSWERS),
    };
}

function closure(string $job): Closure
{
    return match ($job) {
        'items', 'rows' => static fn (mixed $item) => $item,
        'work' => static function (int $task): int {
            work(5);

            return $task;
        },
        'answers' => static fn (int $task): array => array_map(row(...), range(1, 10_000)),
    };
}

function row(int $number): array
{
    return ['id' => $number, 'name' => "user $number", 'mail' => "user$number@example.org", 'score' => $number / 3, 'active' => $number % 2 === 0];
}

/** Keeps the processor busy for so many milliseconds of the process's own time. */
function work(int $milliseconds): void
{
    $time = fn (): float => array_sum(own_time());
    for ($end = $time() + $milliseconds / 1000; $time() < $end;);
}

/** @return array{float, float} seconds in the program, and in the kernel for it */
function own_time(): array
{
    $usage = getrusage();

    return [$usage['ru_utime.tv_sec'] + $usage['ru_utime.tv_usec'] / 1e6, $usage['ru_stime.tv_sec'] + $usage['ru_stime.tv_usec'] / 1e6];
}

/** Runs a job with `$run`, which is given the input and the closure, and prints the time. */
function measure(string $job, Closure $run): void
{
    $input = input($job);
    $closure = closure($job);
    $start = hrtime(true);
    $result = $run($input, $closure);
    $seconds = (hrtime(true) - $start) / 1e9;
    count($result) === count($input) || throw new RuntimeException(count($result) . ' answers to ' . count($input));
    echo $seconds, "\n";
}
