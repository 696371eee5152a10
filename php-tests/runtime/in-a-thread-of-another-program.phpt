--TEST--
A command line that runs in a thread of another program, as FrankenPHP's does, is sync
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_no_sanitizer();
if (PHP_OS_FAMILY !== 'Linux') die('skip Linux');
exec('cc --version 2>&1', $lines, $status);
if ($status !== 0) die('skip needs a C compiler');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$library = tempnam(sys_get_temp_dir(), 'thread');
exec('cc -shared -fPIC -pthread -o ' . escapeshellarg($library) . ' ' . escapeshellarg(__DIR__ . '/../support/in-a-thread.c') . ' -ldl 2>&1', $lines, $status);
echo implode("\n", $lines);
$program = <<<'PHP'
    echo PHP_SAPI, Pokio\Environment::supportsFork() ? ' forks' : ' does not fork', ', ';
    echo await(async(fn () => getmypid())) === getmypid() ? 'in the caller' : 'in a process of its own', "\n";
    PHP;
run($program);
run($program, '', 'LD_PRELOAD=' . escapeshellarg($library) . ' ');
unlink($library);
?>
--EXPECT--
cli forks, in a process of its own
exit status 0
cli does not fork, in the caller
exit status 0
