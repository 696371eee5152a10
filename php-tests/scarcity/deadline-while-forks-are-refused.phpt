--TEST--
A deadline and the limit of await() hold while the system refuses processes and another task runs
--EXTENSIONS--
pokio
posix
--SKIPIF--
<?php
if (! function_exists('posix_setrlimit')) {
    die('skip needs posix_setrlimit()');
}
?>
--INI--
pokio.max_processes=4
--FILE--
<?php
$other = async(fn () => sleep(60));
$other->defer();
$held = [];
function refuse_forks(): void
{
    global $held;
    posix_setrlimit(POSIX_RLIMIT_NOFILE, 64, 256) || die("The limit cannot be set.");
    while ($file = @fopen('/dev/null', 'r')) {
        $held[] = $file;
    }
}
$ran = [
    'await' => fn () => Pokio\await(async(fn () => 1), timeout: 0.2),
    'await of some' => fn () => Pokio\await([async(fn () => 1), async(fn () => 2)], timeout: 0.2),
    'map' => fn () => Pokio\map([1, 2], fn ($item) => $item, deadline: 0.2),
    'map of a generator' => fn () => Pokio\map((fn () => yield 1)(), fn ($item) => $item, deadline: 0.2),
    'map apart' => fn () => Pokio\map([1, 2], fn ($item) => $item, deadline: 0.2, tasksPerProcess: 1),
    'all' => fn () => Pokio\all([fn () => 1, async(fn () => 2)], deadline: 0.2),
    'race' => fn () => Pokio\race([fn () => 1], deadline: 0.2),
    'settle' => fn () => print(implode(' ', array_map(fn ($outcome) => $outcome->status->name, iterator_to_array(Pokio\settle([fn () => 1, fn () => 2], deadline: 0.2)))) . "\n"),
];
refuse_forks();
foreach ($ran as $name => $call) {
    $start = microtime(true);
    try {
        $call();
    } catch (Pokio\Exceptions\TaskTimedOut) {
        echo $name, " timed out\n";
    }
    if (microtime(true) - $start > 20) {
        echo $name, " was late\n";
    }
}
var_dump(Pokio\done($other));
$held = [];
posix_setrlimit(POSIX_RLIMIT_NOFILE, 256, 256);
Pokio\cancel($other);
var_dump(Pokio\await([async(fn () => 1), async(fn () => 2)], timeout: 30) === [1, 2]);
?>
--EXPECT--
await timed out
await of some timed out
map timed out
map of a generator timed out
map apart timed out
all timed out
race timed out
Cancelled Cancelled
bool(false)
bool(true)
