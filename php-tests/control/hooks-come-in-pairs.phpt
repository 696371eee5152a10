--TEST--
However a call over items ends, before() and parent(), and child() and end() have come in pairs, but for end() after a death
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
error_log=/dev/null
pokio.grace=20
--FILE--
<?php
$note = fn (string $word) => file_put_contents($GLOBALS['seen'], "$word\n", FILE_APPEND);
$outcomes = [];
Pokio\atFork(
    before: fn () => $note('before'),
    child: function () use ($note) {
        $note('child');
        $GLOBALS['tasks'] = 0;
    },
    end: function () use ($note) {
        $note('end');

        return $GLOBALS['tasks'];
    },
    parent: function (mixed $tasks, Pokio\Outcome $last) use ($note, &$outcomes) {
        $note('parent');
        $outcomes[] = [$tasks, $last->status->name];
    },
);
function items(): Generator
{
    for ($i = 0; ; $i++) {
        yield "k$i" => $i;
    }
}
$count = fn (int $i) => $GLOBALS['tasks']++;
$files = [];
$calls = [
    'map' => fn () => Pokio\map(range(0, 99), $count, concurrency: 3),
    'generator' => fn () => Pokio\map(new LimitIterator(items(), 0, 50), $count, concurrency: 3),
    'few each' => fn () => iterator_to_array(Pokio\stream(new LimitIterator(items(), 0, 20), $count, concurrency: 2, tasksPerProcess: 3)),
    'one each' => fn () => Pokio\map(range(0, 3), $count, tasksPerProcess: 1),
    'failure' => fn () => Pokio\map(items(), fn (int $i) => $i < 20 ? $GLOBALS['tasks']++ : throw new Exception, concurrency: 2),
    'left' => function () use ($count) {
        foreach (Pokio\stream(items(), $count, concurrency: 2) as $key => $value) {
            if ($key === 'k30') {
                break;
            }
        }
    },
    'deadline' => fn () => Pokio\map(items(), fn (int $i) => usleep(5_000), concurrency: 2, deadline: 0.3),
];
foreach ($calls as $name => $call) {
    // Each its own: a process that is being ended writes late.
    $files[] = $seen = tempnam(sys_get_temp_dir(), 'hp');
    $outcomes = [];
    try {
        $call();
    } catch (Exception) {
    }
    // Of a process that is being ended end() may still be to come, and its child(), if it had not begun.
    for ($i = 0; $i < 300; $i++) {
        $words = array_count_values(file($seen, FILE_IGNORE_NEW_LINES)) + ['child' => 0, 'end' => 0];
        if ($words['child'] === $words['end']) {
            break;
        }
        usleep(10_000);
    }
    echo $name, ': ', $words['before'] === $words['parent'] && $words['child'] === $words['end'] && $words['child'] <= $words['before'] ? 'in pairs' : json_encode($words), "\n";
    if (in_array($name, ['map', 'generator', 'few each', 'one each'], true)) {
        var_dump(array_sum(array_column($outcomes, 0)));
    }
}
$outcomes = [];
foreach (Pokio\stream(range(0, 9), fn (int $i) => $i === 4 ? exit(3) : 1, settle: true, concurrency: 1) as $outcome);
echo json_encode($outcomes[0]), ' ', $outcomes[1][1], "\n";
array_map(unlink(...), $files);
?>
--EXPECT--
map: in pairs
int(100)
generator: in pairs
int(50)
few each: in pairs
int(20)
one each: in pairs
int(4)
failure: in pairs
left: in pairs
deadline: in pairs
[null,"Died"] Fulfilled
