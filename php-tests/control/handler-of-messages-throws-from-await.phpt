--TEST--
After its handler has thrown, an awaited promise can be awaited again
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = Pokio\async(function () {
    Pokio\send('message');

    return 'value';
}, onMessage: fn () => throw new DomainException('by the handler'));
try {
    await($promise);
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
echo await($promise), "\n";
?>
--EXPECT--
by the handler
value
