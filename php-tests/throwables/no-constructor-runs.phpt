--TEST--
No constructor, and no hook of a sibling, runs when a throwable arrives
--EXTENSIONS--
pokio
--FILE--
<?php
class Counted extends Exception
{
    public static int $made = 0;
    public function __construct(string $needed, int $alsoNeeded) { self::$made++; parent::__construct("$needed $alsoNeeded"); }
}
try {
    await(async(fn () => throw new Counted('argument', 5)));
} catch (Counted $e) {
    echo $e->getMessage(), ', made here: ', Counted::$made, "\n";
}
abstract class NeverMade extends Exception {}
final class PrivateOne extends NeverMade { private function __construct() { parent::__construct('private constructor'); } public static function make() { return new self; } }
try {
    await(async(fn () => throw PrivateOne::make()));
} catch (PrivateOne $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
argument 5, made here: 0
private constructor
