--TEST--
A promise whose start waits for a place can be cancelled by a handler, and never runs
--EXTENSIONS--
pokio
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
pokio.max_processes=1
--FILE--
<?php
require __DIR__.'/../limits/limits.inc';
$record = record();
$caller = getmypid();
pcntl_async_signals(true);
$waits = [
    'await' => fn ($promise) => await($promise),
    'await with a limit' => fn ($promise) => Pokio\await($promise, timeout: 60),
    'array' => fn ($promise) => await([$promise, async(fn () => 1)]),
    'defer' => fn ($promise) => $promise->defer(),
];
foreach ($waits as $name => $wait) {
    $known = record();
    $running = async(function () use ($caller, $known) {
        while (file_get_contents($known) === '') {
            usleep(1000);
        }
        usleep(100_000);
        posix_kill($caller, SIGUSR1);
        usleep(100_000);
    });
    $promise = Pokio\async(fn () => note($record, 'ran'), name: $name);
    pcntl_signal(SIGUSR1, function () use ($promise) {
        echo Pokio\cancel($promise), Pokio\cancel($promise), ' ';
        var_dump(Pokio\done($promise));
    });
    $running->defer();
    note($known, 'started');
    try {
        $wait($promise);
        await($promise);
    } catch (Pokio\Exceptions\TaskCancelled $e) {
        echo $e->getMessage(), "\n";
    }
    await($running);
}
echo file_get_contents($record);
?>
--EXPECT--
10 bool(true)
Task 'await' was cancelled
10 bool(true)
Task 'await with a limit' was cancelled
10 bool(true)
Task 'array' was cancelled
10 bool(true)
Task 'defer' was cancelled
