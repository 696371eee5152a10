--TEST--
A task that awaits a promise which its caller ends meets the same TaskTimedOut or TaskCancelled as the caller, whatever the ended task gives or does
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
pokio.grace=0.2
--FILE--
<?php
use function Pokio\{async, await, cancel, done, send};

$become = function (Pokio\Promise $promise): string {
    try {
        return json_encode(await($promise));
    } catch (Exception $e) {
        return $e::class . ': ' . $e->getMessage();
    }
};
$wait = function (): void {
    while (true) {
        usleep(1000);
    }
};
$tasks = [
    'gives a value' => function () use ($wait) {
        try {
            send('begun');
            $wait();
        } catch (Pokio\Exceptions\TaskException) {
            return 'undone';
        }
    },
    'throws' => function () use ($wait) {
        try {
            send('begun');
            $wait();
        } finally {
            throw new DomainException('undone');
        }
    },
    'exits' => function () use ($wait) {
        try {
            send('begun');
            $wait();
        } finally {
            exit(3);
        }
    },
    'is killed' => function () use ($wait) {
        send('begun');
        while (true) {
            try {
                $wait();
            } catch (Pokio\Exceptions\TaskException) {
            }
        }
    },
];
foreach ($tasks as $what => $task) {
    echo "$what\n";
    foreach ([0.3, null] as $timeout) {
        $begun = false;
        $promise = async($task, 'import', $timeout, onMessage: function () use (&$begun) {
            $begun = true;
        });
        $promise->defer();
        $other = async(fn () => $become($promise));
        $other->defer();
        while (! $begun && ! done($promise)) {
            usleep(1000);
        }
        $timeout ?? cancel($promise);
        echo await($other), "\n";
        await($other = async(fn () => $become($promise))) === $become($promise) || print("another\n");
    }
}
?>
--EXPECT--
gives a value
Pokio\Exceptions\TaskTimedOut: Task 'import' had not ended after 0.3 seconds
Pokio\Exceptions\TaskCancelled: Task 'import' was cancelled
throws
Pokio\Exceptions\TaskTimedOut: Task 'import' had not ended after 0.3 seconds
Pokio\Exceptions\TaskCancelled: Task 'import' was cancelled
exits
Pokio\Exceptions\TaskTimedOut: Task 'import' had not ended after 0.3 seconds
Pokio\Exceptions\TaskCancelled: Task 'import' was cancelled
is killed
Pokio\Exceptions\TaskTimedOut: Task 'import' had not ended after 0.3 seconds
Pokio\Exceptions\TaskCancelled: Task 'import' was cancelled
