--TEST--
While a handler runs, other messages are kept, also when it waits for their sender
--EXTENSIONS--
pokio
--FILE--
<?php
$came = [];
$inner = Pokio\async(function () {
    Pokio\send('inner');

    return 'awaited';
}, onMessage: function (string $message) use (&$came) {
    $came[] = $message;
});
Pokio\map([1], function () {
    Pokio\send('first');
    Pokio\send('second');
}, onMessage: function (string $message) use (&$came, $inner) {
    $came[] = "$message begins";
    if ($message === 'first') {
        $came[] = await($inner);
    }
    $came[] = "$message ends";
});
echo implode(', ', array_diff($came, ['inner'])), "\n";
var_dump(count($came), array_search('inner', $came) > array_search('first ends', $came));
?>
--EXPECT--
first begins, awaited, first ends, second begins, second ends
int(6)
bool(true)
