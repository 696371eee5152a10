--TEST--
Under a web server a limit breaks no call that blocks: it is looked at when the task has ended
--EXTENSIONS--
posix
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_program('php'); is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/sapi.inc';
$folder = folder(['index.php' => <<<'PHP'
    <?php
    $handlers = fn () => preg_match('/^SigCgt:\s*(\S+)/m', file_get_contents('/proc/self/status'), $match) ? $match[1] : '';
    $before = $handlers();
    try {
        Pokio\map([1], function () {
            $pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
            [$read, $none, $start] = [[$pair[0]], null, hrtime(true)];
            var_dump(sleep(1), stream_select($read, $none, $none, 1));
            var_dump(hrtime(true) - $start >= 2e9);
        }, timeout: 0.2);
    } catch (Pokio\Exceptions\TaskTimedOut $e) {
        echo $e->getMessage(), "\n";
    }
    var_dump($before === $handlers());
    PHP]);
[$process, $address] = start_server($folder);
try {
    echo file_get_contents("http://$address/index.php");
} finally {
    stop($process);
}
remove($folder);
--EXPECT--
int(0)
int(0)
bool(true)
The task with key 0 had not ended after 0.2 seconds
bool(true)
