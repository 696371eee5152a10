--TEST--
Where descriptors are few, those of captured output that nobody has asked for yet serve the next tasks
--EXTENSIONS--
pokio
posix
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
use Pokio\Output;
use function Pokio\{async, await, settle};

$print = fn (int $i) => function () use ($i) {
    echo "output $i";
    fwrite(STDERR, "error $i");

    return $i;
};
await(async($print(0), output: Output::Capture));
posix_setrlimit(POSIX_RLIMIT_NOFILE, 64, 64) || die('The limit cannot be set.');
for ($taken = []; $file = @fopen('/dev/null', 'r'); $taken[] = $file);
// What one such task takes.
do {
    array_pop($taken);
    try {
        $starts = await(async($print(0), output: Output::Capture)) === 0;
    } catch (RuntimeException) {
        $starts = false;
    }
} while (! $starts);
foreach ([1, 2, 6] as $concurrency) {
    $outcomes = settle(array_map($print, range(0, 8)), concurrency: $concurrency, output: Output::Capture);
    echo implode(' ', array_map(fn ($outcome) => "$outcome->value:$outcome->output,$outcome->errorOutput", $outcomes)) ===
        implode(' ', array_map(fn (int $i) => "$i:output $i,error $i", range(0, 8))) ? "all\n" : "not all\n";
}
// Their outcomes wait.
$promises = array_map(fn (int $i) => async(fn () => exit($print($i)()), output: Output::Capture), range(0, 8));
foreach ($promises as $promise) {
    $promise->defer();
}
foreach ($promises as $i => $promise) {
    try {
        await($promise);
    } catch (Pokio\Exceptions\TaskDied $e) {
        echo $e->output === "output $i" && $e->errorOutput === "error $i" ? '+' : '-';
    }
}
echo "\n";
?>
--EXPECT--
all
all
all
+++++++++
