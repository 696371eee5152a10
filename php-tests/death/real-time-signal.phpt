--TEST--
A real-time signal that ends a task is its death's cause, in a process of its own and in a shared one
--EXTENSIONS--
pokio
posix
pcntl
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
if (PHP_OS_FAMILY !== 'Linux') {
    die('skip real-time signals are Linux\'s');
}
?>
--INI--
log_errors=1
--FILE--
<?php
$log = tempnam(sys_get_temp_dir(), 'log');
ini_set('error_log', $log);
$end = function (int $signal): never {
    posix_kill(getmypid(), $signal);
    while (true) {
        sleep(60);
    }
};
foreach ([40, 64] as $signal) {
    $error = Pokio\settle(['own' => fn () => $end($signal)])['own']->error;
    echo $error->getMessage(), ': ', json_encode([$error->signal, $error->exitCode]), "\n";
    try {
        Pokio\map(['shared' => $signal], $end);
    } catch (Pokio\Exceptions\TaskDied $error) {
        echo $error->getMessage(), ': ', json_encode([$error->signal, $error->exitCode]), "\n";
    }
}
echo preg_match_all('/was killed by signal (40|64)$/m', file_get_contents($log)), " in the log\n";
unlink($log);
?>
--EXPECT--
The task with key 'own' was killed by signal 40: [40,null]
The task with key 'shared' was killed by signal 40: [40,null]
The task with key 'own' was killed by signal 64: [64,null]
The task with key 'shared' was killed by signal 64: [64,null]
4 in the log
