<?php

/*
 * product.php RUNTIME PART PARTS: tries each PARTSth cell, says what is wrong, and
 * how many there are.
 */

require __DIR__ . '/product.inc';

// Fatal errors and killed tasks are meant here; they are no news.
ini_set('display_errors', '0');
ini_set('error_log', '/dev/null');

[, $runtime, $part, $parts] = $argv;
// What is set up once is not left over.
Pokio\map([1, 2, 3], fn (int $i): int => $i, concurrency: 4);
iterator_to_array(Pokio\stream([fn () => 1, fn () => 2, fn () => 3, fn () => 4], concurrency: 4));
left_over();

$count = $wrong = 0;
foreach (cells($runtime) as $number => $cell) {
    if ($number % (int) $parts === (int) $part) {
        $count++;
        $text = wrong($cell);
        if ($text !== '' && ++$wrong <= 20) {
            echo $cell->name(), ': ', $text, "\n";
        }
    }
}
echo "$count cells, $wrong wrong\n";
