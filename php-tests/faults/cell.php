<?php

/**
 * One cell of the matrix: does what it is told and reports on descriptor 3, which
 * the tasks inherit; its other end sees when the last process has gone.
 */

require __DIR__ . '/rules.inc';
require __DIR__ . '/../support/php.inc';

/** Awaits an object while it is packed and unpacked, where PHP puts no lock around it. */
final class Awaiting implements Serializable
{
    public array $packed;

    public array $unpacked;

    /** One object, twice. */
    private function await(): array
    {
        return await(async(function () { $one = new ArrayObject([1]); return [$one, $one]; }));
    }

    public function serialize() { return serialize($this->await()); }

    public function unserialize($text)
    {
        $this->packed = unserialize($text);
        $this->unpacked = $this->await();
    }
}

/** Called at any step: what it gets must be whole. */
function awaits_in_hooks(): void
{
    [$one, $same] = unserialize(serialize([$it = new Awaiting, $it]));
    if ($one !== $same || $one->packed[0] !== $one->packed[1] || $one->unpacked[0] !== $one->unpacked[1] || $one->unpacked[0]->count() !== 1) {
        echo "an object whose hooks await is not whole\n";
        exit(99);
    }
}

/** Seconds in which what is left behind must have gone. */
const PATIENCE = 10;

[, $step, $action, $mode] = $argv;
$hit = hit($step, $mode);
$expected = outcome($step, $action, $mode);
$count = is_single($mode) ? 1 : BATCH;
$channel = fopen('php://fd/3', 'w');
$say = fn (string $line) => fwrite($channel, "$line\n");

// Where the caller is killed, the tasks are in the middle of long work.
$is_long = fn (int $i) => str_starts_with($expected, 'signal')
    && ! (in_array($step, ['decode', 'reap'], true) && ($i <= $hit || $mode === 'shared'));
$payload = str_repeat('x', $step === 'grow' ? 200_000 : 100);
$value = fn (int $i) => $mode === 'big' ? str_repeat("big $i ", 600_000) : [$i, $payload, 'of' => ['task' => $i]];
// For what the caller does while tasks run, there must be some that run.
$waits_for_fault = fn (int $i) => in_array($step, ['allocate', 'fork', 'wait'], true) && $i <= $hit;
$task = fn (int $i) => async(function () use ($i, $value, $is_long, $waits_for_fault) {
    for ($n = 0; $waits_for_fault($i) && ! Pokio\Internal\fault_has_fired() && $n < 2000; $n++) {
        usleep(5_000);
    }
    usleep($is_long($i) ? 60_000_000 : 20_000);

    return $value($i);
});

/** Calls, and says in a word what came of it. */
$say_what = function (Closure $call, mixed $value): string {
    try {
        $got = $call();
    } catch (Throwable $e) {
        return get_class($e) . ': ' . $e->getMessage();
    }

    if (is_string($got) && strlen($got) > 1 << 20) {
        // A mapped one: it grows, shrinks, grows again, and is gone.
        $before = md5($got);
        $got .= str_repeat('more', 300_000);
        $got = substr($got, 0, -1_200_000);
        $got[strlen($got) + 5000] = '!';
        $got = substr($got, 0, -5001);

        return md5($got) === $before && $got === $value ? 'value' : 'a string that changed';
    }

    return match ($got) {
        $value => 'value',
        null => 'null',
        default => 'another value: ' . substr(var_export($got, true), 0, 200),
    };
};

/** What must be as it was before. */
function state(): array
{
    $descriptors = array_map(fn (string $name) => @readlink($name), glob('/proc/self/fd/*'));
    preg_match_all('/^(\S+ \S{3}s .*)$/m', (string) file_get_contents('/proc/self/maps'), $mappings);

    return [
        'descriptors' => array_values(array_filter($descriptors)),
        'shared mappings' => $mappings[1],
        'children' => children(),
        'slots in use' => Pokio\Internal\used_slots(),
    ];
}

// What is mapped at the first tasks stays.
Pokio\Internal\arm_fault('end EIO 1');
await([async(fn () => str_repeat('x', 200_000)), async(fn () => 1)]);
await(async(fn () => 1));
$patience = fn () => hrtime(true) + PATIENCE * 1e9;
for ($end = $patience(); ($before = state())['children'] !== [] && hrtime(true) < $end;) {
    usleep(5_000);
}

register_shutdown_function(fn () => $say('shutdown ' . getmypid()));
Pokio\Internal\arm_fault("$step $action " . number($step, $mode));
$promises = array_map($task, array_combine(range(1, $count), range(1, $count)));
$values = array_map($value, array_keys($promises));
$values = array_combine(array_keys($promises), $values);
$became = [];
$began = hrtime(true);

if (is_together($mode)) {
    // Where one throws, the rest can be awaited one by one.
    $all = [];
    $whole = $say_what(function () use ($promises, &$all) {
        return $all = await($promises);
    }, $values);
    foreach ($promises as $i => $promise) {
        $became[$i] = array_key_exists($i, $all)
            ? $say_what(fn () => $all[$i], $values[$i])
            : ($i === $hit ? $whole : $say_what(fn () => await($promise), $values[$i]));
    }
} else {
    foreach ($mode === 'each' ? $promises : [] as $i => $promise) {
        $started = $say_what(fn () => $promise->defer(), 'nothing');
        if ($started !== 'null') {
            $became[$i] = $started;
        }
    }
    foreach ($promises as $i => $promise) {
        $became[$i] ??= $say_what(fn () => await($promise), $values[$i]);
    }
}
$took = (hrtime(true) - $began) / 1e6;

$again = str_contains($became[$hit], ': ') ? $say_what(fn () => await($promises[$hit]), $values[$hit]) : '';
$next = [];
for ($i = 0; $i < 3; $i++) {
    $next[] = $say_what(fn () => await($task(7)), $value(7));
}
unset($promises, $promise, $all);

for ($end = $patience(); ($after = state()) !== $before && hrtime(true) < $end;) {
    usleep(5_000);
}

$say('report ' . json_encode([
    'fired' => Pokio\Internal\fault_has_fired(),
    'became' => $became,
    'again' => $again,
    'next' => $next,
    'took' => $took,
    'changed' => changes($before, $after),
]));
$say('end ' . getmypid());
