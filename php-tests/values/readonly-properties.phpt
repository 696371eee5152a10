--TEST--
Readonly properties arrive, and are readonly still
--EXTENSIONS--
pokio
--FILE--
<?php
final class Point { public function __construct(public readonly int $x, private readonly array $more = []) {} public function more() { return $this->more; } }
$point = await(async(fn () => new Point(3, ['y' => 4])));
echo $point->x, ' ', json_encode($point->more()), "\n";
try {
    $point->x = 5;
} catch (Error $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
3 {"y":4}
Cannot modify readonly property Point::$x
