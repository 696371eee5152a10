--TEST--
FPM runs everything sync, also several requests at once, and keeps its workers
--EXTENSIONS--
posix
--SKIPIF--
<?php
require __DIR__ . '/skip.inc';
needs_fork();
is_readable('/proc/self/maps') || die('skip no /proc');
needs_same_build(needs_program('php-fpm' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION, 'php-fpm'));
--FILE--
<?php
require __DIR__ . '/sapi.inc';

/** One FastCGI request; gives the body. */
function request(string $socket, array $parameters): string
{
    $record = fn (int $type, string $content) => pack('CCnnxx', 1, $type, 1, strlen($content)) . $content;
    $pairs = '';
    foreach ($parameters as $name => $value) {
        $pairs .= pack('NN', strlen($name) | 1 << 31, strlen($value) | 1 << 31) . $name . $value;
    }
    $stream = stream_socket_client("unix://$socket", $code, $text, 10);
    fwrite($stream, $record(1, pack('nCx5', 1, 0)) . $record(4, $pairs) . $record(4, '') . $record(5, ''));
    $output = '';
    while (strlen($head = (string) stream_get_contents($stream, 8)) === 8) {
        ['type' => $type, 'length' => $length, 'padding' => $padding] = unpack('Cversion/Ctype/nid/nlength/Cpadding', $head);
        $content = $length ? stream_get_contents($stream, $length) : '';
        $padding && stream_get_contents($stream, $padding);
        $output .= $type === 6 ? $content : '';
        if ($type === 3) {
            break;
        }
    }

    return explode("\r\n\r\n", $output, 2)[1] ?? "no body: $output";
}

$folder = folder(['index.php' => SYNC, 'pid.php' => '<?php usleep(50000); echo getmypid();', 'fpm.conf' => '']);
$user = posix_geteuid() === 0 ? "user = nobody\n" : '';
file_put_contents("$folder/fpm.conf", <<<CONF
    [global]
    error_log = $folder/log
    [www]
    {$user}listen = $folder/socket
    pm = static
    pm.max_children = 4
    CONF);
$program = program('php-fpm' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION, 'php-fpm');
$process = proc_open(
    bound([$program, ...pokio_options(), '-F', '-y', "$folder/fpm.conf", ...(posix_geteuid() === 0 ? ['-R'] : [])]),
    [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']],
    $pipes,
    $folder,
);
try {
    for ($try = 0; $try < 200 && !file_exists("$folder/socket"); $try++) {
        usleep(25000);
    }
    $get = fn (string $name, int $n) => async(fn () => request("$folder/socket", [
        'REQUEST_METHOD' => 'GET', 'SCRIPT_FILENAME' => "$folder/$name", 'QUERY_STRING' => "n=$n",
    ]));
    $workers = function () use ($get): array {
        $ids = array_unique(await(array_map(fn (int $n) => $get('pid.php', $n), range(0, 11))));
        sort($ids);
        return $ids;
    };
    $before = $workers();
    $bodies = await(array_map(fn (int $n) => $get('index.php', $n), range(0, 39)));
    $right = array_filter($bodies, fn ($body, $n) => $body === SYNC_ANSWER . "\nunwaited $n", ARRAY_FILTER_USE_BOTH);
    var_dump(count($right));
    count($right) === 40 || var_dump($bodies[0], file_get_contents("$folder/log"));
    var_dump(array_diff($workers(), $before), stripos(file_get_contents("$folder/log"), 'signal'));
} finally {
    stop($process);
}
remove($folder);
--EXPECT--
int(40)
array(0) {
}
bool(false)
