--TEST--
Of a generator no more than twice the concurrency is pulled and has not ended, and three times has not been read
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
foreach ([1, 2, 5] as $concurrency) {
    foreach ([true, false] as $ordered) {
        $pulled = $read = 0;
        $ahead = 0;
        $items = (function () use (&$pulled, &$read, &$ahead): Generator {
            for ($i = 0; $i < 60; $i++) {
                $pulled++;
                $ahead = max($ahead, $pulled - $read);
                yield $i;
            }
        })();
        foreach (Pokio\stream($items, fn (int $i) => usleep($i % 7 * 100), ordered: $ordered, concurrency: $concurrency) as $value) {
            $read++;
            usleep($read % 5 * 200);
        }
        // The one that is being read has been given.
        echo $read, ' ', $ahead <= 3 * $concurrency + 1 ? 'within' : "$ahead ahead", "\n";
    }
    // While the first has not ended, no result is read.
    $pulled = 0;
    $items = (function () use (&$pulled): Generator {
        while (true) {
            yield $pulled++;
        }
    })();
    foreach (Pokio\stream($items, fn (int $i) => usleep($i === 0 ? 200_000 : 0), concurrency: $concurrency) as $value) {
        echo $pulled <= 3 * $concurrency + 1 ? 'within' : "$pulled pulled", "\n";
        break;
    }
}
?>
--EXPECT--
60 within
60 within
within
60 within
60 within
within
60 within
60 within
within
