--TEST--
await works where PHP's own functions call back
--EXTENSIONS--
pokio
--FILE--
<?php
$numbers = [3, 1, 2];
usort($numbers, fn (int $a, int $b) => await(async(fn () => $a <=> $b)));
echo implode(' ', $numbers), "\n";
echo preg_replace_callback('/\d/', fn (array $m) => await(async(fn () => $m[0] * 2)), "1 and 2"), "\n";
class Text { public function __toString(): string { return await(async(fn () => '__toString')); } }
echo new Text, "\n";
?>
--EXPECT--
1 2 3
2 and 4
__toString
