<?php
require __DIR__ . '/../support/php.inc';
$file = tempnam(sys_get_temp_dir(), 'pokio');
$code = '
    $file = ' . var_export($file, true) . ';
    $promise = Pokio\async(function () use ($file) {
        echo str_repeat(str_repeat("x", 99) . "\n", 50_000);
        unlink($file);
    }, name: "n", output: Pokio\Output::Prefix);
    $promise->defer();
    for ($i = 0; $i < 20_000 && file_exists($file); $i++) { usleep(1000); clearstatcache(); }
    echo file_exists($file) ? "blocked\n" : "not blocked\n";
    Pokio\await($promise);
';
exec(php('-r ' . escapeshellarg($code)), $lines);
var_dump($lines[0], count($lines), count(array_unique($lines)));
@unlink($file);
?>
