--TEST--
A process that a signal's handler forks during await gets an exception: the promise is another process's
--SKIPIF--
<?php if (! function_exists('pcntl_fork')) die('skip needs pcntl'); ?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$program = <<<'PHP'
    pcntl_async_signals(true);
    $caller = getmypid();
    $isChild = false;
    pcntl_signal(SIGUSR1, function () use (&$isChild, &$child) {
        $child = pcntl_fork();
        $isChild = $child === 0;
    });
    $wait = function () use ($caller) {
        usleep(50_000);
        posix_kill($caller, SIGUSR1);
        usleep(50_000);
        return 'value';
    };
    try {
        $said = json_encode(AWAIT) . "\n";
    } catch (Throwable $e) {
        $said = ($isChild ? 'child: ' : 'caller: ') . $e::class . ': ' . $e->getMessage() . "\n";
    }
    if ($isChild) {
        echo $said;
        // The new process has tasks of its own.
        echo 'child: ', json_encode(await([async(fn () => 1), async(fn () => 2)])), "\n";
        exit(3);
    }
    if (! $child) {
        exit($said);
    }
    pcntl_waitpid($child, $status);
    echo $said, 'exit status of the child: ', pcntl_wexitstatus($status), "\n";
    PHP;
foreach ([
    'one' => 'await(async($wait))',
    'several' => 'await([async($wait), async(fn () => 1)])',
    'batch' => '(ini_set("pokio.tasks_per_process", 0) !== null) ? await([async($wait), async(fn () => 1), async(fn () => 1)]) : 0',
    'inherited' => '(function () use (&$isChild, &$child) {
        $promise = async(function () { usleep(600_000); return 5; });
        $promise->defer();
        return await(async(function () use ($promise, &$isChild, &$child) {
            exec("(sleep 0.2; kill -USR1 " . getmypid() . ") >/dev/null 2>&1 &");
            try {
                return [await($promise), pcntl_waitpid($child, $status) === $child];
            } catch (LogicException $e) {
                echo $isChild ? "child: " : "task: ", $e->getMessage(), "\\n";
                posix_kill(getmypid(), SIGKILL);
            }
        }));
    })()',
] as $name => $await) {
    echo "-- $name\n";
    run(str_replace('AWAIT', $await, $program));
}
?>
--EXPECT--
-- one
child: LogicException: The promise, stream or call was started by another process and can only be awaited there
child: [1,2]
"value"
exit status of the child: 3
exit status 0
-- several
child: LogicException: The promise, stream or call was started by another process and can only be awaited there
child: [1,2]
["value",1]
exit status of the child: 3
exit status 0
-- batch
child: LogicException: The promise, stream or call was started by another process and can only be awaited there
child: [1,2]
["value",1,1]
exit status of the child: 3
exit status 0
-- inherited
child: The promise, stream or call was started by another process and can only be awaited there
[5,true]
exit status 0
