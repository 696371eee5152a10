--TEST--
With Output::Prefix nothing is lost where standard output does not block and is read slowly
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$code = 'stream_set_blocking(STDOUT, false); Pokio\map(range("a", "d"), function (string $item) {
    for ($i = 0; $i < 4_000; $i++) {
        echo str_repeat($item, 80), "\n";
    }
}, concurrency: 4, output: Pokio\Output::Prefix);';
$program = popen(php('-r ' . escapeshellarg($code)), 'r');
// By now the pipe is full.
usleep(300_000);
$counts = [];
while (($line = fgets($program)) !== false) {
    if (preg_match('/^\[[0-3]\] ([a-d])\1{79}$/', $line, $found)) {
        $counts[$found[1]] = ($counts[$found[1]] ?? 0) + 1;
    }
}
ksort($counts);
var_dump(pclose($program), $counts === array_fill_keys(range('a', 'd'), 4_000));
?>
--EXPECT--
int(0)
bool(true)
