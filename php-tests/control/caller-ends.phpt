--TEST--
However the caller ends while tasks of a call are blocked, neither they nor their programs run on; when it is killed, the tasks do not
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
needs_memory_limit();
is_readable('/proc/self/environ') || die('skip needs /proc');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

/** The command lines of what runs with this in its environment: the caller, its tasks, their programs. */
function running(string $token): array
{
    $found = [];
    foreach (glob('/proc/[0-9]*/environ') as $file) {
        if (str_contains((string) @file_get_contents($file), "TOKEN=$token\0")) {
            $found[(int) basename(dirname($file))] = strtr((string) @file_get_contents(dirname($file) . '/cmdline'), "\0", ' ');
        }
    }

    return $found;
}

$cells = [];
foreach (['map', 'map, own', 'stream', 'stream, held', 'stream, left', 'all', 'settle, captured', 'settle, prefixed', 'timeout'] as $place) {
    foreach (['kill', 'term', 'fatal error', 'memory', 'exit', 'exception'] as $ending) {
        foreach (['sleep', 'program', 'catches'] as $work) {
            // Nobody is left to end programs when the caller is killed.
            if ($work !== 'program' || $ending !== 'kill' && $ending !== 'term') {
                $cells[] = [$place, $ending, $work];
            }
        }
    }
}
$size = count($cells);
$null = ['file', '/dev/null', 'r+'];
$right = 0;
foreach (array_chunk($cells, 8) as $together) {
    $running = [];
    foreach ($together as $cell) {
        $token = uniqid('', true);
        $command = php('-d pokio.grace=0.2 -d display_errors=0 -d log_errors=0 ' . implode(' ', array_map(escapeshellarg(...), [__DIR__ . '/caller-ends.inc', ...$cell])));
        $running[$token] = [$cell, proc_open($command, [$null, $null, $null], $pipes, null, ['TOKEN' => $token] + getenv())];
    }
    for ($end = microtime(true) + 30; $running && microtime(true) < $end; usleep(10_000)) {
        foreach ($running as $token => [, $process]) {
            if (! proc_get_status($process)['running'] && running($token) === []) {
                $right++;
                unset($running[$token]);
            }
        }
    }
    foreach ($running as $token => [$cell]) {
        $left = running($token);
        echo implode(' | ', $cell), ' leaves ', json_encode(array_values($left)), "\n";
        foreach ($left as $process => $command) {
            exec("kill -KILL $process");
        }
    }
}
echo "$right of $size\n";
?>
--EXPECT--
144 of 144
