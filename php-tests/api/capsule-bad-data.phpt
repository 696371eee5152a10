--TEST--
A capsule given nonsense throws something, and does not crash
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Runtime\Fork\ThrowableCapsule;
$good = ['message' => 'm', 'code' => 1, 'file' => '/f.php', 'line' => 5, 'trace' => '', 'class' => LengthException::class];
$bad = [
    [], ['class' => 'Exception'], ['class' => 5] + $good, ['class' => 'stdClass'] + $good, ['class' => 'Missing'] + $good, ['class' => 'Throwable'] + $good,
    ['class' => 'Closure'] + $good, ['class' => ''] + $good, ['class' => []] + $good, ['message' => []] + $good, ['message' => 5] + $good, ['message' => null] + $good,
    ['line' => 'x'] + $good, ['line' => PHP_INT_MAX] + $good, ['file' => 7] + $good, ['file' => "\0"] + $good, ['code' => 'HY000'] + $good, ['code' => new stdClass] + $good,
    ['trace' => [1]] + $good, ['class' => 'Generator'] + $good, ['class' => 'Suit'] + $good, ['class' => 'Pokio\Promise'] + $good, [1, 2, 3], ['class' => &$good['class']] + $good,
];
enum Suit { case H; }
$thrown = 0;
foreach ($bad as $data) {
    try {
        (new ThrowableCapsule(new Exception))->__unserialize($data);
    } catch (Throwable $e) {
        $thrown++;
        @strlen($e . (string) json_encode($e->getMessage()) . $e->getFile() . $e->getLine() . $e->getTraceAsString() . json_encode($e->getCode()));
    }
}
var_dump($thrown === count($bad));
?>
--EXPECT--
bool(true)
