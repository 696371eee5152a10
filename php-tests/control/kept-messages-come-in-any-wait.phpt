--TEST--
Messages that a handler's exception has kept from being handed on come in the next wait, whatever is waited for
--EXTENSIONS--
pokio
--FILE--
<?php
$waits = [
    'await' => fn () => await(async(fn () => 1)),
    'await with options' => fn () => await(Pokio\async(fn () => 1, name: 'N')),
    'map' => fn () => Pokio\map([1], fn (int $n) => $n),
    'all' => fn () => Pokio\all([fn () => 1]),
    'settle' => fn () => Pokio\settle([async(fn () => 1)]),
];
foreach ($waits as $name => $wait) {
    $came = [];
    $promise = Pokio\async(function () {
        Pokio\send('first');
        Pokio\send('second');

        return 'value';
    }, onMessage: function (string $message) use (&$came) {
        $came[] = $message;
        $message === 'first' && throw new DomainException('handler');
    });
    try {
        await($promise);
    } catch (DomainException $e) {
        // So that the second has been sent, in any case.
        usleep(50_000);
        $wait();
        echo "$name: ", implode(', ', $came), ', then ', await($promise), "\n";
    }
}
?>
--EXPECT--
await: first, second, then value
await with options: first, second, then value
map: first, second, then value
all: first, second, then value
settle: first, second, then value
