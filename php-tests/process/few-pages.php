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
