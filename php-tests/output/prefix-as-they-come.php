<?php
require __DIR__ . '/../support/php.inc';
$file = tempnam(sys_get_temp_dir(), 'pokio');
$code = 'Pokio\await(Pokio\async(function () {
    echo "first\nsec";
    while (file_exists(' . var_export($file, true) . ')) { usleep(1000); clearstatcache(); }
    echo "ond\n";
}, name: "n", output: Pokio\Output::Prefix));';
$process = proc_open(php('-r ' . escapeshellarg($code)), [1 => ['pipe', 'w']], $pipes);
// The task goes on when its first line has been read.
stream_set_timeout($pipes[1], 20);
var_dump(fgets($pipes[1]));
unlink($file);
var_dump(stream_get_contents($pipes[1]));
?>
