--TEST--
Where the system has no file left to stand for a process, tasks run together all the same, are fed, heard, limited and cancelled
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_no_sanitizer();
if (PHP_OS_FAMILY !== 'Linux') die('skip Linux');
if (preg_match('~/portable/.*libpokio~', file_get_contents('/proc/self/maps'))) die('skip the portable build needs no such file');
exec('cc --version 2>&1', $lines, $status);
if ($status !== 0) die('skip needs a C compiler');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$sandbox = tempnam(sys_get_temp_dir(), 'sandbox');
exec('cc -o ' . escapeshellarg($sandbox) . ' ' . escapeshellarg(__DIR__ . '/../support/sandbox.c') . ' 2>&1', $lines, $status);
echo implode("\n", $lines), $status === 0 ? '' : "no sandbox\n";
passthru(escapeshellarg($sandbox) . ' pidfd_open:ENFILE ' . substr(php('-d pokio.grace=0.1 -r ' . escapeshellarg(<<<'PHP'
    echo Pokio\Environment::supportsFork() ? 'fork' : 'sync', "\n";

    // Two tasks of which each needs the other.
    $pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    echo implode(' ', await([
        async(fn () => fwrite($pair[0], "ping\n") . fgets($pair[0])),
        async(fn () => fwrite($pair[1], "pong\n") . fgets($pair[1])),
    ]));

    // A task that another one waits for.
    [$read, $write] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $awaited = async(fn () => fgets($read));
    $awaits = async(fn () => fwrite($write, "asked for\n") . await($awaited));
    $awaited->defer();
    echo await($awaits), await($awaited);

    // Processes that get their items from the caller.
    $items = (function () { for ($i = 0; $i < 100; $i++) yield $i; })();
    echo array_sum(Pokio\map($items, fn (int $i) => $i * 2, concurrency: 3)), "\n";
    foreach (Pokio\stream((function () { for ($i = 0; ; $i++) yield $i; })(), fn (int $i) => -$i, concurrency: 2) as $value) {
        if ($value === -20) break;
    }
    echo $value, "\n";

    // More messages than fit in between.
    $bytes = 0;
    Pokio\await(Pokio\async(function () {
        for ($i = 0; $i < 200; $i++) Pokio\send(str_repeat('x', 10_000));
    }, onMessage: function (string $message) use (&$bytes) { $bytes += strlen($message); }));
    echo $bytes, "\n";

    $start = microtime(true);
    foreach ([fn () => sleep(60), function () { while (true) try { sleep(60); } catch (Throwable) {} }] as $closure) {
        try {
            Pokio\await(Pokio\async($closure, timeout: 0.1));
        } catch (Pokio\Exceptions\TaskTimedOut) {
            echo "too late\n";
        }
        $promise = async($closure);
        $promise->defer();
        echo Pokio\cancel($promise), " cancelled\n";
    }
    foreach ([fn () => exit(3), fn () => posix_kill(getmypid(), SIGKILL)] as $closure) {
        try {
            Pokio\await(async($closure));
        } catch (Pokio\Exceptions\TaskDied $died) {
            echo $died->getMessage(), "\n";
        }
    }
    echo microtime(true) - $start < 30 ? "in time\n" : "too slow\n";
    echo await(async(fn () => "still well\n"));
    PHP)), 5) . ' 2>&1');
unlink($sandbox);
?>
--EXPECT--
fork
5pong
 5ping
10asked for
asked for
9900
-20
2000000
too late
1 cancelled
too late
1 cancelled
The task called exit(3)
The task was killed by signal 9 (SIGKILL); the system may be out of memory
in time
still well
