--TEST--
An ordered stream throws a task's failure after the values before it, and is over then
--EXTENSIONS--
pokio
--FILE--
<?php
$stream = Pokio\stream(['a' => 60_000, 'b' => 30_000, 'c' => 0, 'd' => 0], function (int $wait, string $key) {
    usleep($wait);
    $key !== 'c' || throw new DomainException('c');

    return $wait;
});
try {
    foreach ($stream as $key => $value) {
        echo "$key $value\n";
    }
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
var_dump($stream->valid(), $stream->current(), $stream->key());
?>
--EXPECT--
a 60000
b 30000
c
bool(false)
NULL
NULL
