--TEST--
Tasks of a call run at the same time, as many as concurrency says
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$log = tempnam(sys_get_temp_dir(), 'pokio');
$begun = fn () => substr_count(file_get_contents($log), 'begin');
$note = fn (string $what) => file_put_contents($log, "$what\n", FILE_APPEND);

// Each waits until all have begun.
Pokio\map([1, 2, 3, 4], function () use ($begun, $note) {
    $note('begin');
    while ($begun() < 4) {
        usleep(1_000);
    }
}, concurrency: 4);
echo "four met\n";

file_put_contents($log, '');
Pokio\map([1, 2], function () use ($note) {
    $note('begin');
    usleep(100_000);
    $note('end');
}, concurrency: 1);
echo file_get_contents($log);
unlink($log);
?>
--EXPECT--
four met
begin
end
begin
end
