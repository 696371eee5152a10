--TEST--
CGI runs everything sync
--SKIPIF--
<?php
require __DIR__ . '/skip.inc';
needs_fork();
is_readable('/proc/self/maps') || die('skip no /proc');
needs_same_build(needs_program('php-cgi' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION, 'php-cgi'));
--FILE--
<?php
require __DIR__ . '/sapi.inc';
$folder = folder(['index.php' => SYNC]);
$program = program('php-cgi' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION, 'php-cgi');
$bodies = await(array_map(fn (int $n) => async(function () use ($n, $program, $folder) {
    $environment = [
        'REDIRECT_STATUS' => '200', 'REQUEST_METHOD' => 'GET', 'GATEWAY_INTERFACE' => 'CGI/1.1',
        'SCRIPT_FILENAME' => "$folder/index.php", 'QUERY_STRING' => "n=$n",
    ];
    $process = proc_open([$program, ...pokio_options()], [['file', '/dev/null', 'r'], ['pipe', 'w']], $pipes, $folder, $environment);
    $answer = stream_get_contents($pipes[1]);
    proc_close($process);

    return explode("\r\n\r\n", $answer, 2)[1];
}), range(0, 7)));
$right = array_filter($bodies, fn ($body, $n) => $body === SYNC_ANSWER . "\nunwaited $n", ARRAY_FILTER_USE_BOTH);
var_dump(count($right));
count($right) === 8 || var_dump($bodies[0]);
remove($folder);
--EXPECT--
int(8)
