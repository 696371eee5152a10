--TEST--
A second loop over a stream is a LogicException
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
?>
--EXPECT--
1
2
LogicException
1
LogicException
