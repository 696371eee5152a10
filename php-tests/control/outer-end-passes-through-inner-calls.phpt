--TEST--
The end of a task passes through the calls that it makes, and is no outcome of theirs, with and without fork; what it runs to clean up has outcomes of its own
--EXTENSIONS--
pokio
--FILE--
<?php
// Not held by the polyfill.
use function Pokio\{any, async, await, cancel, map, settle, stream};

$log = tempnam(sys_get_temp_dir(), 'log');
$note = fn (string $text) => file_put_contents($log, "$text ", FILE_APPEND);
$works = function () {
    while (true) {
        usleep(1000);
    }
};
$calls = [
    'settle' => fn () => settle(['first' => $works, 'second' => fn () => $note('second')]),
    'any' => fn () => any([$works, fn () => $note('second')]),
    'map' => fn () => map([1, 2], fn (int $item) => $item === 1 ? $works() : $note('second')),
    'stream' => function () use ($works, $note) {
        foreach (stream([$works, fn () => $note('second')], settle: true) as $outcome) {
            $note($outcome->status->name);
        }
    },
    'unordered' => function () use ($works, $note) {
        foreach (stream([1, 2], fn (int $item) => $item === 1 ? $works() : 2, ordered: false, settle: true) as $outcome) {
            $note($outcome->status->name);
        }
    },
    'promise' => fn () => settle([async($works, name: 'inner'), async(fn () => $note('second'))]),
    'await' => fn () => await(async($works, name: 'inner')),
    'in a call' => fn () => settle([fn () => settle([$works, fn () => $note('second')]), fn () => $note('third')]),
    'own limit' => fn () => settle([$works, fn () => $note('second')], timeout: 60),
];
foreach (['fork', 'sync'] as $way) {
    if ($way === 'sync' || Pokio\Environment::supportsFork()) {
        $way === 'sync' ? pokio()->useSync() : pokio()->useFork();
    }
    ini_set('pokio.grace', '20');
    foreach ($calls as $name => $call) {
        file_put_contents($log, '');
        $outcome = settle(['outer' => function () use ($call, $note) {
            try {
                $call();
                $note('after');
            } finally {
                // What is called now is not what was to end.
                $inner = settle([fn () => throw new DomainException('own')])[0];
                $note("{$inner->status->name}:{$inner->error->getMessage()}");
                $note('end');
            }
        }], timeout: 1.0)['outer'];
        while (! str_ends_with($text = file_get_contents($log), 'end ')) {
            usleep(1000);
        }
        if ($outcome->status->name !== 'TimedOut' || $text !== 'Failed:own end ') {
            echo "$way $name: {$outcome->status->name} $text\n";
        }
    }
}
unlink($log);
echo "passed\n";
?>
--EXPECT--
passed
