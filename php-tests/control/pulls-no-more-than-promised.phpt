--TEST--
Of a generator at most twice the concurrency is pulled and not ended
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$pulled = $read = $most = 0;
$items = (function () use (&$pulled) {
    for ($i = 0; $i < 40; $i++) {
        $pulled++;
        yield $i;
    }
})();
foreach (Pokio\stream($items, fn (int $i) => usleep(5_000), concurrency: 2) as $value) {
    $read++;
    $most = max($most, $pulled - $read);
}
// Results that nobody has read count beside them: three times the concurrency with what runs.
var_dump($read, $most <= 2 * 2 + 3 * 2);
?>
--EXPECT--
int(40)
bool(true)
