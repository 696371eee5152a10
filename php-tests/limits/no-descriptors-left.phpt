--TEST--
A program ends with its task although the caller has used up its descriptors
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
if (PHP_OS_FAMILY !== 'Linux') die('skip Linux finds programs');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $promise = async(function () use ($here, $there) {
        fclose($here);
        // The program has the other side, too.
        proc_open('echo begun >&3; exec sleep 60', [3 => $there], $pipes);
        sleep(60);
    });
    $promise->defer();
    fclose($there);
    unset($there);
    stream_set_timeout($here, 20);
    echo fgets($here);
    for ($files = []; $file = @fopen('/dev/null', 'r'); ) $files[] = $file;
    echo count($files) < 100 ? "no descriptor is left\n" : "many\n";
    echo Pokio\cancel($promise), " cancelled\n";
    // The end of the stream comes when both have ended.
    fgets($here);
    var_dump(stream_get_meta_data($here)['timed_out']);
    PHP, '', 'ulimit -S -n 100 && ');
?>
--EXPECT--
begun
no descriptor is left
1 cancelled
bool(false)
exit status 0
