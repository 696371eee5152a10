--TEST--
While one item takes as long as all others together, the others run beside it
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$items = function (): Generator {
    for ($i = 0; $i < 100; $i++) {
        yield $i;
    }
};
// One takes until all others have ended: none must wait for its process.
$log = tempnam(sys_get_temp_dir(), 'pokio');
$ended = function () use ($log): int {
    clearstatcache();

    return filesize($log);
};
$task = function (int $i) use ($log, $ended): int {
    if ($i !== 5) {
        usleep(1_000);
        file_put_contents($log, '.', FILE_APPEND);

        return 0;
    }
    for ($until = hrtime(true) + 60e9; $ended() < 99 && hrtime(true) < $until;) {
        usleep(1_000);
    }

    return $ended();
};
$calls = [
    'array' => fn () => Pokio\map(range(0, 99), $task, concurrency: 2),
    'generator' => fn () => Pokio\map($items(), $task, concurrency: 2),
    'unordered' => fn () => iterator_to_array(Pokio\stream($items(), $task, ordered: false, concurrency: 2)),
];
foreach ($calls as $name => $call) {
    file_put_contents($log, '');
    echo $name, ': ', $call()[5], " beside it\n";
}
unlink($log);
?>
--EXPECT--
array: 99 beside it
generator: 99 beside it
unordered: 99 beside it
