--TEST--
A loop over a stream lets a value go before it waits for the next one, and its destructor does not come in between
--EXTENSIONS--
pokio
--FILE--
<?php
class Value
{
    public function __construct(public int $number) {}

    public function __destruct()
    {
        if (getmypid() === $GLOBALS['process']) {
            echo "$this->number is gone\n";
            $GLOBALS['stream']?->next();
        }
    }
}
$process = getmypid();
foreach ([['ordered' => true], ['ordered' => false], ['settle' => true]] as $options) {
    $stream = Pokio\stream([1, 2, 3], fn (int $number) => new Value($number), ...$options, concurrency: 1);
    foreach ($stream as $value) {
        echo ($options['settle'] ?? false ? $value->value : $value)->number, "\n";
        unset($value);
    }
}
?>
--EXPECT--
1
1 is gone
2
2 is gone
3
3 is gone
1
1 is gone
2
2 is gone
3
3 is gone
1
1 is gone
2
2 is gone
3
3 is gone
