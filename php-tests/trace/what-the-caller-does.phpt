--TEST--
A trace tells when the caller waits, forks and decodes, how many tasks run, and what the lanes are
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/trace.inc';
$events = events('await([async(fn () => usleep(500_000)), async(fn () => 2)]);');
$names = fn (string $kind) => array_values(array_unique(array_column(array_filter($events, fn ($event) => $event['ph'] === $kind && ($event['cat'] ?? '') !== 'task'), 'name')));
$spans = $names('X');
sort($spans);
echo implode(', ', $spans), "\n", implode(', ', $names('i')), "\n", implode(', ', $names('C')), "\n", implode(', ', $names('M')), "\n";
$counts = array_map(fn ($event) => $event['args']['tasks'], array_filter($events, fn ($event) => $event['ph'] === 'C'));
echo implode(' ', $counts), "\n";
?>
--EXPECT--
decoding, forking, waiting
sent
running tasks
process_name, thread_name
1 2 1 0
