--TEST--
While a stream works out its next result, what that runs finds none and does not come in between
--EXTENSIONS--
pokio
--FILE--
<?php
$look = function () use (&$stream) {
    $stream->next();
    echo json_encode([$stream->valid(), $stream->key(), $stream->current()]), "\n";
    try {
        foreach ($stream as $never) {
            echo "$never\n";
        }
    } catch (LogicException $e) {
        echo $e->getMessage(), "\n";
    }
};
$items = function () use ($look) {
    yield 1;
    $look();
    yield 2;
};
$stream = Pokio\stream($items(), fn (int $n) => $n, concurrency: 1);
foreach ($stream as $value) {
    $values[] = $value;
}
echo json_encode($values), "\n";

// A receiver of messages.
$send = function (int $n) {
    Pokio\send($n);

    return $n;
};
$stream = Pokio\stream([3, 4], $send, concurrency: 1, onMessage: fn (int $n) => $n === 3 && $look());
foreach ($stream as $value) {
    $values[] = $value;
}
echo json_encode($values), "\n";
?>
--EXPECT--
[false,null,null]
A stream can be iterated once; call Pokio\stream() again for another run
[1,2]
[false,null,null]
A stream can be iterated once; call Pokio\stream() again for another run
[1,2,3,4]
