--TEST--
A fatal error of a receiver, or of a hook, that is called after the program's end ends that call alone: the rest is waited for and given back
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
needs_memory_limit();
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
$trace = tempnam(sys_get_temp_dir(), 'pokio');
$begin = '
    $exhaust = function (string $message): void { echo "$message\n"; str_repeat("x", 64 << 20); };
    $send = fn (string $name, int $pause) => function () use ($name, $pause) {
        usleep($pause);
        Pokio\send("$name, its message");
    };
';
$ends = [
    'a receiver' => '
        foreach (["the first" => 20_000, "the second" => 300_000] as $name => $pause) {
            $promises[] = Pokio\async($send($name, $pause), onMessage: $exhaust);
            end($promises)->defer();
        }
    ',
    'a receiver, the promise kept by an object that a cycle holds' => '
        $promise = Pokio\async($send("it", 20_000), onMessage: $exhaust);
        $promise->defer();
        $cycle = new ArrayObject([$promise]);
        $cycle["self"] = $cycle;
    ',
    'a hook' => '
        Pokio\atFork(end: fn () => "what a hook gives", parent: fn (?string $given) => $exhaust((string) $given));
        $promise = async(function () { usleep(20_000); echo "it has ended\n"; });
        $promise->defer();
    ',
    'a receiver of a stream that was not left' => '
        $stream = Pokio\stream([1], fn () => $send("it", 0)(), onMessage: $exhaust);
        $stream->rewind();
    ',
];
foreach ($ends as $name => $end) {
    echo "-- $name\n";
    ob_start();
    run("$begin $end", "-d memory_limit=32M -d log_errors=0 -d pokio.trace=$trace");
    // Where PHP shows where it was differs among its versions.
    echo preg_replace('/^Fatal error: Allowed memory size.*?(?=^\S)(?:(?:Stack trace|#\d).*\n)*/ms', "Fatal error\n", preg_replace("/\n+/", "\n", ob_get_clean()));
    json_decode(file_get_contents($trace)) || print("The trace is not whole.\n");
}
unlink($trace);
?>
--EXPECT--
-- a receiver
the first, its message
Fatal error
the second, its message
Fatal error
exit status 255
-- a receiver, the promise kept by an object that a cycle holds
it, its message
Fatal error
exit status 255
-- a hook
it has ended
what a hook gives
Fatal error
exit status 255
-- a receiver of a stream that was not left
it, its message
Fatal error
exit status 255
