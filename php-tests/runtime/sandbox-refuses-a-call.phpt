--TEST--
Where a sandbox refuses a call that forking cannot do without, everything runs sync
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_no_sanitizer();
if (PHP_OS_FAMILY !== 'Linux') die('skip Linux');
if (preg_match('~/portable/.*libpokio~', file_get_contents('/proc/self/maps'))) die('skip the portable build needs other calls');
exec('cc --version 2>&1', $lines, $status);
if ($status !== 0) die('skip needs a C compiler');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$sandbox = tempnam(sys_get_temp_dir(), 'sandbox');
exec('cc -o ' . escapeshellarg($sandbox) . ' ' . escapeshellarg(__DIR__ . '/../support/sandbox.c') . ' 2>&1', $lines, $status);
echo implode("\n", $lines), $status === 0 ? '' : "no sandbox\n";
foreach (['memfd_create', 'eventfd2', 'ppoll', 'pidfd_open', 'clone', 'sched_getaffinity'] as $call) {
    echo "$call refused: ";
    passthru(escapeshellarg($sandbox) . " $call " . substr(php('-r ' . escapeshellarg(<<<'PHP'
        echo Pokio\Environment::supportsFork() ? 'fork' : 'sync', ', ';
        [$one, $two] = await([async(fn () => getmypid()), async(fn () => str_repeat('x', 1 << 20))]);
        echo $one === getmypid() ? 'in the caller' : 'in a process of its own', ', ', strlen($two), "\n";
        PHP)), 5) . ' 2>&1');
}
unlink($sandbox);
?>
--EXPECT--
memfd_create refused: sync, in the caller, 1048576
eventfd2 refused: sync, in the caller, 1048576
ppoll refused: sync, in the caller, 1048576
pidfd_open refused: sync, in the caller, 1048576
clone refused: sync, in the caller, 1048576
sched_getaffinity refused: fork, in a process of its own, 1048576
