<?php
require __DIR__ . '/../support/php.inc';
$code = 'Pokio\map(range("a", "h"), function (string $item) {
    for ($i = 0; $i < 500; $i++) {
        echo str_repeat($item, 40);
        if ($i % 100 === 0) {
            usleep(20_000);
        }
        echo str_repeat($item, 40), "\n";
    }
}, concurrency: 8, output: Pokio\Output::Prefix);';
exec(php('-r ' . escapeshellarg($code)), $lines);
$whole = array_filter($lines, fn (string $line) => preg_match('/^\[[0-7]\] ([a-h])\1{79}$/', $line));
var_dump(count($lines), count($whole));
$counts = array_count_values(array_map(fn (string $line) => $line[1], $lines));
ksort($counts);
var_dump($counts === array_fill_keys(range(0, 7), 500));
?>
