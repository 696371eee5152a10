--TEST--
What tests have started ends when the script that runs them is killed, and a server when its test is
--EXTENSIONS--
posix
--SKIPIF--
<?php
is_executable('/bin/bash') || is_executable('/usr/bin/bash') || die('skip no bash');
is_file(__DIR__ . '/../../bin/test') || die('skip bin/ is no part of this package of the sources');
is_readable('/proc/self/environ') || die('skip no /proc');
exec('setpriv --pdeathsig KILL -- true && setsid true 2>&1', $lines, $status);
$status === 0 || die('skip no setsid, or no setpriv with --pdeathsig');
?>
--FILE--
<?php
require __DIR__ . '/scripts.inc';
require __DIR__ . '/../support/php.inc';

$file = tempnam(sys_get_temp_dir(), 'pokio');
$started = function (int $count) use ($file): array {
    for ($try = 0; $try < 1000 && count($ids = array_filter(explode("\n", file_get_contents($file)))) < $count; $try++) {
        usleep(10_000);
    }

    return $ids;
};
$alive = function (array $ids): int {
    $alive = [];
    for ($try = 0; $try < 1000 && ($try === 0 || $alive !== []); $try++) {
        usleep(10_000);
        $alive = array_filter($ids, fn (string $id) => preg_match('/^State:\s+[^Z]/m', (string) @file_get_contents("/proc/$id/status")));
    }
    array_map(fn (string $id) => posix_kill((int) $id, SIGKILL), $alive);

    return count($alive);
};

// In the background, in a session of its own, waiting for another, in a run within the run.
$run = <<<'BASH'
    . bin/lib/leftovers.sh; leave_nothing
    program() { sh -c 'echo $$ >>"$1"; exec sleep 600' sh "$1"; }
    program "$1" & (setsid sh -c 'echo $$ >>"$1"; exec sleep 600' sh "$1" &)
    bash -c '. bin/lib/leftovers.sh; leave_nothing; echo $$ >>"$1"; sh -c "echo \$\$ >>\"\$1\"; sleep 600" sh "$1"; true' bash "$1" | cat; true
    BASH;
foreach ([SIGTERM, SIGKILL] as $signal) {
    file_put_contents($file, '');
    $process = proc_open(['bash', '-c', $run, 'bash', $file], [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes, dirname(__DIR__, 2));
    $ids = $started(4);
    echo count($ids), ' started, ';
    proc_terminate($process, $signal);
    echo $alive($ids), " left\n";
    proc_close($process);
}

file_put_contents($file, '');
$test = 'require ' . var_export(dirname(__DIR__) . '/neighbours/program.inc', true) . '; $process = proc_open(bound(["sh", "-c", "echo \$\$ >>\"\$1\"; exec sleep 600", "sh", $argv[1]]), [], $pipes); sleep(600);';
$process = proc_open(['sh', '-c', php('-r ' . escapeshellarg($test) . ' ' . escapeshellarg($file))], [], $pipes);
$ids = $started(1);
echo count($ids), ' started, ';
proc_terminate($process, SIGKILL);
echo $alive($ids), " left\n";
proc_close($process);
unlink($file);
?>
--EXPECT--
4 started, 0 left
4 started, 0 left
1 started, 0 left
