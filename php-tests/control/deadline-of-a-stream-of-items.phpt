--TEST--
At the deadline of a stream what had begun is TimedOut, what had been pulled and not begun Cancelled; what had ended has its value
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
    for ($i = 0; ; $i++) {
        yield "k$i" => $i;
    }
};
foreach ([true, false] as $ordered) {
    $start = microtime(true);
    $words = [];
    foreach (Pokio\stream($items(), fn (int $i) => $i < 3 ? $i : sleep(60), ordered: $ordered, settle: true, concurrency: 2, deadline: 1) as $key => $outcome) {
        $words[$outcome->status->name][] = $key;
        $outcome->status->name === 'TimedOut' && var_dump($outcome->error->seconds, $outcome->error->key === $key, $outcome->seconds > 0.3);
    }
    $early = microtime(true) - $start < 20;
    sort($words['Fulfilled']);
    sort($words['TimedOut']);
    echo json_encode([$words['Fulfilled'], $words['TimedOut'], count($words['Cancelled'] ?? []) <= 4, $early]), "\n";
}
try {
    foreach (Pokio\stream($items(), fn (int $i) => $i < 1 ? $i : sleep(60), concurrency: 2, deadline: 0.5) as $value) {
        var_dump($value);
    }
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    echo $e->getMessage(), ' ', json_encode($e->key), "\n";
}
?>
--EXPECT--
float(1)
bool(true)
bool(true)
float(1)
bool(true)
bool(true)
[["k0","k1","k2"],["k3","k4"],true,true]
float(1)
bool(true)
bool(true)
float(1)
bool(true)
bool(true)
[["k0","k1","k2"],["k3","k4"],true,true]
int(0)
Not all tasks had ended after 0.5 seconds null
