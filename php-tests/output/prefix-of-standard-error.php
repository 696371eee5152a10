<?php
require __DIR__ . '/../support/php.inc';
$code = 'Pokio\await(Pokio\async(function () { echo "out\n"; fwrite(STDERR, "error\n"); exec("echo program >&2"); }, name: "n", output: Pokio\Output::Prefix));';
$process = proc_open(php('-r ' . escapeshellarg($code)), [1 => ['pipe', 'w'], 2 => ['pipe', 'w']], $pipes);
var_dump(stream_get_contents($pipes[1]), stream_get_contents($pipes[2]));
?>
