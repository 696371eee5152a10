--TEST--
Before its closure runs, a task has touched hardly more pages than a bare fork of the program
--EXTENSIONS--
pokio
pcntl
posix
--SKIPIF--
<?php
if (! is_readable('/proc/self/maps')) die('skip elsewhere a task begins with a thread');
if (PHP_DEBUG) die('skip a debug build of PHP looks at more than it needs');
if (preg_match('~/portable/.*libpokio~', file_get_contents('/proc/self/maps'))) {
    die('skip in the portable build a task begins with a thread');
}
?>
--FILE--
<?php
$pages = fn (): int => getrusage()['ru_minflt'];

$bare = function () use ($pages): int {
    [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    if (pcntl_fork() === 0) {
        fwrite($there, (string) $pages());
        posix_kill(getmypid(), SIGKILL);
    }
    fclose($there);
    $count = (int) stream_get_contents($here);
    pcntl_wait($status);

    return $count;
};

$counts = ['bare' => [], 'task' => []];
for ($i = 0; $i < 9; $i++) {
    $counts['bare'][] = $bare();
    $counts['task'][] = await(async($pages));
}
['bare' => $bare, 'task' => $task] = array_map(function (array $counts): int {
    sort($counts);

    return $counts[4];
}, $counts);
var_dump($bare > 10, $task <= $bare + 8 ?: "$task pages against $bare");
?>
--EXPECT--
bool(true)
bool(true)
