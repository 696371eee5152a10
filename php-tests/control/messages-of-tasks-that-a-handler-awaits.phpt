--TEST--
Messages of tasks that are awaited while others' are handled have come when the outer call returns
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
// Reading it is a part of handling the message that it is.
class Awaits
{
    public static $received = [], $first;
    public function __construct(public int $number) {}
    public function __serialize(): array { return [$this->number]; }
    public function __unserialize(array $data): void { [$this->number] = $data; self::waits($this->number); }
    public static function waits(int $number): void {
        if ($number === 1) { (self::$first)(); }
        await(Pokio\async(
            function () use ($number) { Pokio\send("first of $number"); Pokio\send("second of $number"); },
            onMessage: function ($message) { self::$received[] = $message; },
        ));
    }
}
$send = function (callable $make, callable $receiver) {
    $waits = tempnam(sys_get_temp_dir(), 'pokio');
    Awaits::$first = function () use ($waits, &$promise) {
        unlink($waits);
        // The others have come, and the task has ended, when the first is handled.
        while (!Pokio\done($promise)) { usleep(1000); }
    };
    $promise = Pokio\async(function () use ($make, $waits) {
        Pokio\send($make(1));
        while (file_exists($waits)) {
            usleep(1000);
            clearstatcache();
        }
        Pokio\send($make(2));
        Pokio\send($make(3));
    }, onMessage: $receiver);
    await($promise);
};
$calls = [
    'read' => fn () => $send(fn ($number) => new Awaits($number), fn ($message) => null),
    'handled' => fn () => $send(fn ($number) => $number, fn ($number) => Awaits::waits($number)),
];
foreach ($calls as $how => $call) {
    Awaits::$received = [];
    $call();
    sort(Awaits::$received);
    echo $how, ': ', implode(', ', Awaits::$received), "\n";
}
?>
--EXPECT--
read: first of 1, first of 2, first of 3, second of 1, second of 2, second of 3
handled: first of 1, first of 2, first of 3, second of 1, second of 2, second of 3
