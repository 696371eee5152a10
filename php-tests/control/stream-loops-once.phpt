--TEST--
A second loop over a stream is a LogicException; a look at what comes first is no loop
--EXTENSIONS--
pokio
--FILE--
<?php
$whole = Pokio\stream([1, 2], fn (int $n) => $n);
$left = Pokio\stream([1, 2], fn (int $n) => $n);
foreach ([$whole, $left] as $stream) {
    foreach ($stream as $value) {
        echo $value, "\n";
        if ($stream === $left) {
            break;
        }
    }
    try {
        foreach ($stream as $value) {
            echo "again\n";
        }
    } catch (LogicException $e) {
        echo get_class($e), "\n";
    }
}
foreach (['valid', 'current', 'key', 'next', 'rewind'] as $look) {
    foreach ([[], [1], [1, 2]] as $items) {
        $stream = Pokio\stream($items, fn (int $n) => $n);
        $stream->$look();
        $seen = [];
        try {
            foreach ($stream as $value) {
                $seen[] = $value;
            }
            echo $look, ' ', json_encode($seen), "\n";
        } catch (LogicException $e) {
            echo $look, ' ', get_class($e), "\n";
        }
    }
}
?>
--EXPECT--
1
2
LogicException
1
LogicException
valid []
valid [1]
valid [1,2]
current []
current [1]
current [1,2]
key []
key [1]
key [1,2]
next LogicException
next LogicException
next LogicException
rewind LogicException
rewind LogicException
rewind LogicException
