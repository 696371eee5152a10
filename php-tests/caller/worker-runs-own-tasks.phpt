--TEST--
A process that the program forked by hand runs its own tasks, at the same time as its parent's
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=1
--FILE--
<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$mine = async(fn () => fgets($there));
$mine->defer();
$worker = pcntl_fork();
if ($worker === 0) {
    $pids = await([async(fn () => [getmypid(), posix_getppid()]), async(fn () => [getmypid(), posix_getppid()])]);
    var_dump(count(array_unique(array_column($pids, 0))), array_unique(array_column($pids, 1)) === [getmypid()]);
    var_dump(Pokio\Kernel::instance()->isOrchestrator(), get_class(Pokio\Kernel::instance()->runtime()));
    exit(3);
}
pcntl_waitpid($worker, $status);
var_dump(pcntl_wexitstatus($status));
fwrite($here, "the parent's task\n");
echo await($mine);
?>
--EXPECT--
int(2)
bool(true)
bool(true)
string(30) "Pokio\Runtime\Fork\ForkRuntime"
int(3)
the parent's task
