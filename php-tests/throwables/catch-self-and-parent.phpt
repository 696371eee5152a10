--TEST--
self and parent in a handler's parameter mean the class it was written in
--EXTENSIONS--
pokio
--FILE--
<?php
class Mine extends LogicException
{
    public static function bySelf(): Closure { return fn (self $e) => 'self'; }
    public static function byParent(): Closure { return static fn (parent $e) => 'parent'; }
    public static function byNullable(): Closure { return fn (?self $e) => 'nullable self'; }
    public static function byUnion(): Closure { return fn (int|self $e) => 'union with self'; }
}
class Heir extends Mine {}
foreach ([new Mine, new Heir, new LogicException, new RuntimeException] as $thrown) {
    foreach ([Mine::bySelf(), Heir::bySelf(), Mine::byParent(), Mine::byNullable(), Mine::byUnion()] as $handler) {
        try {
            $results[] = await(async(fn () => throw $thrown)->catch($handler));
        } catch (Exception $e) {
            $results[] = '-';
        }
    }
    echo get_class($thrown), ': ', implode(', ', $results), "\n";
    $results = [];
}
?>
--EXPECT--
Mine: self, self, parent, nullable self, union with self
Heir: self, self, parent, nullable self, union with self
LogicException: -, -, parent, -, -
RuntimeException: -, -, -, -, -
