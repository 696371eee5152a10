--TEST--
What a program starts after it was asked to end is killed with it, also when its task has ended before
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
if (PHP_OS_FAMILY !== 'Linux') {
    die('skip Linux finds programs');
}
?>
--FILE--
<?php
$record = tempnam(sys_get_temp_dir(), 'record');
// The program itself is on record, too: between two that it starts, it alone is there.
$note = ' >> ' . escapeshellarg($record);
$program = "trap : TERM; echo \$\$ $note; for i in 1 2 3; do sleep 60 >/dev/null 2>&1 & echo \$! $note; wait \$!; done";
$outcome = Pokio\settle([fn () => system('exec 2>/dev/null; sh -c ' . escapeshellarg($program))], timeout: 0.5)[0];
echo $outcome->status->name, "\n";
$alive = fn () => array_filter(
    file($record, FILE_IGNORE_NEW_LINES),
    fn (string $number) => str_contains((string) @file_get_contents("/proc/$number/cmdline"), 'sleep'),
);
for ($end = microtime(true) + 20; $alive() && microtime(true) < $end;) {
    usleep(10_000);
}
echo $alive() ? "something is left\n" : "nothing is left\n";
unlink($record);
?>
--EXPECT--
TimedOut
nothing is left
