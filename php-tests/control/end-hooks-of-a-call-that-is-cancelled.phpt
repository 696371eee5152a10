--TEST--
When a call fails, is left or comes to its deadline, parent() gets what end() gives in each process of it
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
pokio.max_processes=3
pokio.grace=30
--FILE--
<?php

use Pokio\Outcome;

use function Pokio\{atFork, map, stream};

$ends = [];
atFork(
    child: fn () => $GLOBALS['items'] = [],
    end: function () {
        usleep(100_000);

        return [$GLOBALS['items'], str_repeat('much', 100_000)];
    },
    parent: function (?array $given, Outcome $last) use (&$ends) {
        $ends[] = sprintf('%s, the last one %s', $given ? 'items ' . implode(' ', $given[0]) : 'nothing', $last->status->name);
        assert($given === null || strlen($given[1]) === 400_000);
    },
);
function ends(string $title): void
{
    global $ends, $begun;
    unlink($begun);
    sort($ends);
    echo "$title\n", implode("\n", $ends), "\n\n";
    $ends = [];
}
$begun = tempnam(sys_get_temp_dir(), 'pokio');
unlink($begun);
// One works for long; the others end when it has begun.
$work = function (string $item) use ($begun) {
    $GLOBALS['items'][] = $item;
    if ($item === 'works') {
        touch($begun);
        sleep(60);
    }
    for (; ! is_file($begun); clearstatcache()) {
        usleep(1000);
    }

    return $item === 'fails' ? throw new RuntimeException($item) : $item;
};

try {
    map(['works', 'fails'], $work);
} catch (RuntimeException $e) {
    ends("map of what {$e->getMessage()}:");
}
foreach (stream(['works', 'gives'], $work, ordered: false) as $value) {
    break;
}
ends("stream that is left when one $value:");

$items = (function () {
    yield 'works';
    yield 'gives';
})();
try {
    map($items, $work, deadline: 2.5);
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    ends('map with a deadline:');
}
foreach (stream(['works', 'gives'], $work, settle: true, deadline: 2.5) as $outcome) {
    echo $outcome->status->name, "\n";
}
ends('stream with a deadline:');
?>
--EXPECT--
map of what fails:
items fails, the last one Failed
items works, the last one Cancelled

stream that is left when one gives:
items gives, the last one Fulfilled
items works, the last one Cancelled

map with a deadline:
items gives, the last one Fulfilled
items works, the last one Cancelled

TimedOut
Fulfilled
stream with a deadline:
items gives, the last one Fulfilled
items works, the last one TimedOut

