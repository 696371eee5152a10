--TEST--
A task that awaits a promise which its limit ends meets TaskTimedOut also while the caller does something else
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
$record = tempnam(sys_get_temp_dir(), 'pokio');
foreach ([
    'is killed' => function () {
        while (true) {
            try {
                usleep(1000);
            } catch (Pokio\Exceptions\TaskException) {
            }
        }
    },
    'exits' => function () {
        try {
            while (true) usleep(1000);
        } finally {
            exit(3);
        }
    },
] as $what => $task) {
    $promise = Pokio\async($task, 'import', timeout: 0.5);
    $promise->defer();
    $other = async(function () use ($promise, $record) {
        try {
            Pokio\await($promise);
        } catch (Exception $e) {
            file_put_contents($record, $e::class . ': ' . $e->getMessage() . "\n");
        }
    });
    $other->defer();
    while (! str_ends_with($met = file_get_contents($record), "\n")) {
        usleep(1000);
    }
    echo "$what: $met";
    file_put_contents($record, '');
    Pokio\settle([$promise, $other]);
}
unlink($record);
?>
--EXPECT--
is killed: Pokio\Exceptions\TaskTimedOut: Task 'import' had not ended after 0.5 seconds
exits: Pokio\Exceptions\TaskTimedOut: Task 'import' had not ended after 0.5 seconds
