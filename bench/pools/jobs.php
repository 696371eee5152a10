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
        'program' => batches(),
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
        'program' => check(...),
    };
}

function row(int $number): array
{
    return ['id' => $number, 'name' => "user $number", 'mail' => "user$number@example.org", 'score' => $number / 3, 'active' => $number % 2 === 0];
}

/**
 * The PHP files that this machine's PHP has beside it, or this project's own: those of 64
 * KB together are an item, for a task for each file would be nobody's choice.
 *
 * @return list<list<string>>
 */
function batches(): array
{
    $folder = is_dir('/usr/share/php') ? '/usr/share/php' : dirname(__DIR__, 2);
    $files = [];
    foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS)) as $file) {
        if ($file->isFile() && $file->getExtension() === 'php') {
            $files[$file->getPathname()] = $file->getSize();
        }
    }
    ksort($files);
    $batches = [[]];
    $bytes = 0;
    foreach ($files as $file => $size) {
        $batches[array_key_last($batches)][] = $file;
        if (($bytes += $size) >= 64 * 1024) {
            $batches[] = [];
            $bytes = 0;
        }
    }

    return array_values(array_filter($batches));
}

/**
 * Checks the syntax of these files, and counts what declares something in them.
 *
 * @param list<string> $files
 */
function check(array $files): int
{
    $found = 0;
    foreach ($files as $file) {
        try {
            foreach (PhpToken::tokenize((string) @file_get_contents($file), TOKEN_PARSE) as $token) {
                $found += (int) $token->is([T_FUNCTION, T_CLASS, T_INTERFACE, T_TRAIT, T_ENUM]);
            }
        } catch (CompileError) {
            // Not wrong for every version of PHP.
        }
    }

    return $found;
}

/** Keeps the processor busy for the given milliseconds of the process's own time. */
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
