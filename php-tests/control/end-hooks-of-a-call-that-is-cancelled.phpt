--TEST--
When a call fails, is left or comes to its deadline, parent() gets what end() gives in each process of it
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
pokio.max_processes=3
pokio.grace=20
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
    global $ends;
    sort($ends);
    echo "$title\n", implode("\n", $ends), "\n\n";
    $ends = [];
}
$work = function (string $item) {
    $GLOBALS['items'][] = $item;
    [$name, $milliseconds] = explode(' ', $item);
    usleep((int) $milliseconds * 1000);

    return $name === 'fails' ? throw new RuntimeException($name) : $name;
};

try {
    map(['works 20000', 'fails 200'], $work);
} catch (RuntimeException $e) {
    ends("map of what {$e->getMessage()}:");
}
foreach (stream(['works 20000', 'gives 200'], $work, ordered: false) as $value) {
    break;
}
ends("stream that is left when one $value:");

$items = (function () {
    yield 'works 20000';
    yield 'gives 0';
})();
try {
    map($items, $work, deadline: 0.4);
} catch (Pokio\Exceptions\TaskTimedOut $e) {
    ends('map with a deadline:');
}
foreach (stream(['works 20000', 'gives 0'], $work, settle: true, deadline: 0.4) as $outcome) {
    echo $outcome->status->name, "\n";
}
ends('stream with a deadline:');
?>
--EXPECT--
map of what fails:
items fails 200, the last one Failed
items works 20000, the last one Cancelled

stream that is left when one gives:
items gives 200, the last one Fulfilled
items works 20000, the last one Cancelled

map with a deadline:
items gives 0, the last one Fulfilled
items works 20000, the last one Cancelled

TimedOut
Fulfilled
stream with a deadline:
items gives 0, the last one Fulfilled
items works 20000, the last one TimedOut

