--TEST--
A before() hook that waits for a promise that runs is called once for each process, also where a call over items waits for processes
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$depth = $deepest = 0;
$promise = $go = null;
Pokio\atFork(before: function () use (&$promise, &$go, &$depth, &$deepest) {
    if ($promise === null) {
        return;
    }
    $deepest = max($deepest, ++$depth);
    if ($depth > 4) {
        exit("the hook is called while it waits\n");
    }
    // It runs until somebody has come to wait for it.
    touch($go);
    Pokio\done($promise) || Pokio\settle([$promise]);
    $depth--;
});
$items = static function () {
    yield from [1, 2, 3, 4];
};
$double = static fn (int $i) => 2 * $i;
$calls = [
    'map' => fn () => Pokio\map([1, 2, 3, 4], $double, concurrency: 2),
    'map of a generator' => fn () => Pokio\map($items(), $double, concurrency: 2),
    'stream' => fn () => iterator_to_array(Pokio\stream([1, 2, 3, 4], $double, concurrency: 2)),
    'stream of a generator' => fn () => iterator_to_array(Pokio\stream($items(), $double, concurrency: 2)),
    'all' => fn () => Pokio\all(array_fill(0, 4, fn () => 2), concurrency: 2),
];
foreach ($calls as $name => $call) {
    $go = tempnam(sys_get_temp_dir(), 'pokio');
    unlink($go);
    $running = async(static function () use ($go) {
        while (! file_exists($go)) {
            usleep(1000);
            clearstatcache();
        }
        usleep(20000);
    });
    $running->defer();
    $promise = $running;
    echo $name, ': ', implode(' ', $call()), "\n";
    $promise = null;
    unlink($go);
}
echo "at once: $deepest\n";
?>
--EXPECT--
map: 2 4 6 8
map of a generator: 2 4 6 8
stream: 2 4 6 8
stream of a generator: 2 4 6 8
all: 2 2 2 2
at once: 1
