--TEST--
The limit of an item ends its process; the process's other items run in another one, once each
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$log = tempnam(sys_get_temp_dir(), 'li');
$items = function (): Generator {
    for ($i = 0; $i < 30; $i++) {
        yield "k$i" => $i;
    }
};
$task = function (int $i) use ($log): int {
    file_put_contents($log, "$i\n", FILE_APPEND | LOCK_EX);
    $i % 10 === 4 && sleep(60);

    return $i;
};
foreach ([1, 2] as $concurrency) {
    foreach ([$items(), iterator_to_array($items())] as $input) {
        file_put_contents($log, '');
        $words = [];
        foreach (Pokio\stream($input, $task, settle: true, concurrency: $concurrency, timeout: 1.2) as $key => $outcome) {
            $words[$outcome->status->name][] = $key;
        }
        $ran = array_count_values(file($log, FILE_IGNORE_NEW_LINES));
        echo count($words['Fulfilled']), ' and ', implode(' ', $words['TimedOut']), ', ', count($ran), ' ran, ', max($ran), " time\n";
    }
}
unlink($log);
?>
--EXPECT--
27 and k4 k14 k24, 30 ran, 1 time
27 and k4 k14 k24, 30 ran, 1 time
27 and k4 k14 k24, 30 ran, 1 time
27 and k4 k14 k24, 30 ran, 1 time
