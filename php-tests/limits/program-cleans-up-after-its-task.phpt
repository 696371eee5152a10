--TEST--
A program that a limit has asked to end has the grace for it, also when its task has ended and is awaited before
--EXTENSIONS--
pokio
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
if (PHP_OS_FAMILY !== 'Linux') die('skip Linux finds programs');
?>
--INI--
pokio.grace=60
--FILE--
<?php
$record = tempnam(sys_get_temp_dir(), 'pokio');
$lines = fn (): array => file($record, FILE_IGNORE_NEW_LINES);
/** The letter for what a process does; Z when it has ended. */
$state = fn (int $process): string => preg_match('~\) (\w)~', (string) @file_get_contents("/proc/$process/stat"), $found) ? $found[1] : 'Z';

// What collects processes runs from here on.
for ($i = 0; $i < 50; $i++) await(async(fn () => 1));

$promise = Pokio\async(function () use ($record) {
    $program = <<<'SH'
        trap 'echo asked >>$0; while [ ! -e $0.go ]; do :; done; echo cleaned up >>$0; exit' TERM
        echo $$ >>$0
        while :; do sleep 1; done
        SH;
    exec('sh -c ' . escapeshellarg($program) . " $record >/dev/null 2>&1 &");
    file_put_contents($record, getmypid() . "\n", FILE_APPEND);
    while (true) sleep(60);
}, timeout: 0.5);
$promise->defer();

while (! in_array('asked', $lines())) usleep(1000);
[$one, $other] = array_map('intval', $lines());
while ($state($one) !== 'Z' && $state($other) !== 'Z') usleep(1000);
$program = $state($one) === 'Z' ? $other : $one;
try {
    Pokio\await($promise);
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    echo $e->getMessage(), "\n";
}
touch("$record.go");
while ($state($program) !== 'Z') usleep(1000);
echo $lines()[3] ?? 'killed', "\n";
array_map('unlink', ["$record.go", $record]);
?>
--EXPECT--
The task had not ended after 0.5 seconds
cleaned up
