<?php

/**
 * One cell of the matrix of task control: does what it is told, with a fault at a step,
 * and reports on descriptor 3, which the tasks inherit; its other end sees when the last
 * process has gone.
 */

use function Pokio\atFork;
use function Pokio\map;
use function Pokio\send;
use function Pokio\settle;
use function Pokio\stream;

require __DIR__ . '/rules.inc';

[, $step, $action, $mode] = $argv;
$channel = fopen('php://fd/3', 'w');
$say = fn (string $line) => fwrite($channel, "$line\n");

/** Seconds in which what is left behind must have gone. */
const PATIENCE = 10;

/** What must be as it was before. */
function state(): array
{
    $descriptors = array_map(fn (string $name) => @readlink($name), glob('/proc/self/fd/*'));

    return [
        'descriptors' => array_values(array_filter($descriptors)),
        'children' => trim((string) @file_get_contents('/proc/self/task/' . getmypid() . '/children')),
        'slots in use' => Pokio\Internal\used_slots(),
    ];
}

/** Where the caller is killed, tasks are in the middle of long work. */
$long = fn () => usleep(in_array($action, ['kill', 'segv', 'stop'], true) && $step === 'wait' ? 60_000_000 : 20_000);
$value = fn (int $i): array => [$i, str_repeat('x', 100), 'of' => ['task' => $i]];
$generate = function (int $count): Generator {
    for ($i = 1; $i <= $count; $i++) {
        yield "item $i" => $i;
    }
};

$became = $wrong = [];
$tell = function (string $key, Closure $get, mixed $right) use (&$became, &$wrong) {
    try {
        $got = $get();
    } catch (Throwable $e) {
        $became[$key] = get_class($e) . ': ' . $e->getMessage();

        return;
    }
    $became[$key] = 'value';
    if ($got !== $right) {
        $wrong[] = "$key: " . substr(var_export($got, true), 0, 200);
    }
};
$calls = ['before' => 0, 'parent' => 0];
$forked = [];

/** The call that the fault meets. */
$call = match ($mode) {
    'deadline' => function () use ($tell, $value) {
        $tasks = [];
        foreach (range(1, 6) as $i) {
            $tasks[$i] = function () use ($i, $value) {
                usleep($i % 3 === 0 ? 60_000_000 : 20_000);

                return $value($i);
            };
        }
        foreach (settle($tasks, concurrency: 6, deadline: 0.4) as $i => $outcome) {
            // What takes forever has no value.
            $tell("task $i", $outcome->get(...), $i % 3 === 0 ? 'none' : $value($i));
        }
    },
    'stream' => function () use ($tell, $value, $generate, $long) {
        foreach (stream($generate(PHP_INT_MAX), function (int $i) use ($value, $long) {
            $long();

            return $value($i);
        }, settle: true, concurrency: 3) as $key => $outcome) {
            $i = (int) substr($key, 5);
            $tell($key, $outcome->get(...), $value($i));
            if ($i === 6) {
                break;
            }
        }
    },
    'messages' => function () use ($tell, $value, $generate, $long, &$wrong) {
        $last = [];
        $tell('map', fn () => map($generate(6), function (int $i) use ($value, $long) {
            foreach (range(1, 3) as $number) {
                send([$i, $number, str_repeat((string) $number, 200_000)]);
            }
            $long();

            return $value($i);
        }, concurrency: 2, onMessage: function (array $message, string $key) use (&$last, &$wrong) {
            [$i, $number, $text] = $message;
            // Whole, in their order, of the item that they are of.
            if ($text !== str_repeat((string) $number, 200_000) || $key !== "item $i" || $number !== ($last[$i] ?? 0) + 1) {
                $wrong[] = "a message of $key: number $number, of $i, " . strlen($text) . ' bytes';
            }
            $last[$i] = $number;
        }), array_map($value, iterator_to_array($generate(6))));
    },
    'hooks' => function () use ($tell, $value, $long, &$calls, &$wrong) {
        $hook = atFork(
            before: function () use (&$calls) { $calls['before']++; },
            child: fn () => usleep(1_000),
            end: fn () => str_repeat('end', 100_000),
            parent: function (mixed $fromEnd) use (&$calls, &$wrong) {
                $calls['parent']++;
                if ($fromEnd !== null && $fromEnd !== str_repeat('end', 100_000)) {
                    $wrong[] = 'what end() gave has changed';
                }
            },
        );
        try {
            foreach (stream(range(1, 6), function (int $i) use ($value, $long) {
                $long();

                return $value($i);
            }, settle: true, concurrency: 2) as $i => $outcome) {
                $tell("item $i", $outcome->get(...), $value($i + 1));
            }
        } finally {
            $hook->remove();
        }
    },
    'apart' => function () use ($tell, $value, $long) {
        foreach (stream(range(1, 6), function (int $i) use ($value, $long) {
            $long();

            return $value($i);
        }, ordered: false, settle: true, concurrency: 3, tasksPerProcess: 1, timeout: 30) as $i => $outcome) {
            $tell("item $i", $outcome->get(...), $value($i + 1));
        }
    },
};

// What is mapped at the first tasks stays.
Pokio\Internal\arm_fault('end EIO 1');
await(async(fn () => str_repeat('x', 200_000)));
map([1, 2], fn (int $i) => str_repeat('x', 200_000), concurrency: 2, onMessage: fn () => null);
for ($end = hrtime(true) + PATIENCE * 1e9; ($before = state())['children'] !== '' && hrtime(true) < $end;) {
    usleep(5_000);
}

Pokio\Internal\arm_fault("$step $action 1");
try {
    $call();
    $threw = null;
} catch (Throwable $e) {
    $threw = get_class($e) . ': ' . $e->getMessage();
}
unset($e, $call);
$next = [];
foreach (range(1, 2) as $i) {
    try {
        $next[] = map([1, 2, 3], fn (int $i) => 2 * $i, concurrency: 2) === [2, 4, 6] ? 'values' : 'others';
        $next[] = await(async(fn () => 7)) === 7 ? 'value' : 'another';
    } catch (Throwable $e) {
        $next[] = get_class($e) . ': ' . $e->getMessage();
        unset($e);
    }
}
// What ended tasks had is taken back as others start.
for ($end = hrtime(true) + PATIENCE * 1e9; ($after = state()) !== $before && hrtime(true) < $end;) {
    await(async(fn () => usleep(5_000)));
}
$say('report ' . json_encode([
    'fired' => Pokio\Internal\fault_has_fired(),
    'became' => $became,
    'threw' => $threw,
    'wrong' => $wrong,
    'next' => $next,
    'calls' => $calls,
    'changed' => changes($before, $after),
]));
$say('end ' . getmypid());
