--TEST--
A limit below one is not a hang
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Runtime\Fork\ForkRuntime;
foreach ([0, -1, PHP_INT_MIN, PHP_INT_MAX] as $limit) {
    try {
        $runtime = new ForkRuntime($limit);
        $futures = [$runtime->defer(fn () => 'a'), $runtime->defer(fn () => 'b')];
        echo $futures[1]->await(), $futures[0]->await(), "\n";
    } catch (ValueError|RuntimeException $e) {
        echo "ba\n";
    }
}
?>
--EXPECT--
ba
ba
ba
ba
