<?php

/*
 * product.php RUNTIME CALL PART PARTS: tries each PARTSth cell of a call, or of
 * "every" call; says what is wrong, and how many there are.
 */

require __DIR__ . '/product.inc';

// Fatal errors and killed tasks are meant here; they are no news.
ini_set('display_errors', '0');
ini_set('error_log', '/dev/null');

[, $runtime, $call, $part, $parts] = $argv;
// What is set up once is not left over.
Pokio\map([1, 2, 3], fn (int $i): int => $i, concurrency: 4);
Pokio\settle([fn () => 1, fn () => usleep(20_000), fn () => throw new Exception], timeout: 0.01);
try {
    Pokio\map([1, 2, 3, 4], fn (int $i): int => $i > 2 ? throw new Exception : $i, concurrency: 4, tasksPerProcess: 1);
} catch (Exception) {
}
left_over();

$count = $wrong = 0;
foreach (cells($runtime) as $number => $cell) {
    if ($number % (int) $parts !== (int) $part || ($call !== 'every' && $cell->call !== $call)) {
        continue;
    }
    $count++;
    $text = wrong($cell);
    if ($text !== '') {
        echo $cell->name(), ': ', $text, "\n";
        if (++$wrong === 10) {
            echo "no more are tried\n";
            break;
        }
    }
}
echo "$count cells, $wrong wrong\n";
