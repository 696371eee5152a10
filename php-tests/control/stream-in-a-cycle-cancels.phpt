--TEST--
When a stream in a cycle is collected, its tasks are ended
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), 'cy');
foreach ([null, 1] as $tasksPerProcess) {
    $holder = new stdClass;
    $holder->stream = Pokio\stream([0, 1], function (int $item) use ($holder, $file) {
        if ($item === 0) {
            return 'first';
        }
        try {
            file_put_contents($file, 'begun');
            sleep(30);
        } finally {
            file_put_contents($file, 'ended');
        }
    }, tasksPerProcess: $tasksPerProcess, concurrency: 2);
    echo $holder->stream->current(), "\n";
    while (file_get_contents($file) !== 'begun') {
        usleep(1000);
    }
    unset($holder);
    gc_collect_cycles();
    for ($i = 0; $i < 1000 && file_get_contents($file) !== 'ended'; $i++) {
        usleep(10_000);
    }
    echo file_get_contents($file), "\n";
}
unlink($file);
?>
--EXPECT--
first
ended
first
ended
