--TEST--
A fiber that is suspended in the body of a stream's loop continues later
--EXTENSIONS--
pokio
--FILE--
<?php
$fiber = new Fiber(function () {
    foreach (Pokio\stream(['a' => 1, 'b' => 2], fn (int $n) => $n * 2) as $key => $value) {
        Fiber::suspend("$key$value");
    }

    return 'over';
});
echo $fiber->start(), ' ', Pokio\map([5], fn (int $n) => $n)[0], ' ', $fiber->resume(), "\n";
$fiber->resume();
echo $fiber->getReturn(), "\n";
?>
--EXPECT--
a2 5 b4
over
