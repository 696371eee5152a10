--TEST--
However deep its properties and the arguments in its trace are, the throwable arrives
--EXTENSIONS--
pokio
--INI--
zend.exception_ignore_args=0
--FILE--
<?php
class Deep extends Exception { public $nested; public $other; }
function thrown(array $argument, $property) {
    $e = new Deep('message');
    $e->nested = $property;
    $e->other = new ArrayObject([1]);
    throw $e;
}
$nest = function (int $levels, $bottom) { while ($levels--) { $bottom = [$bottom]; } return $bottom; };
$levels = function ($value) { for ($n = 0; is_array($value); $n++) { $value = $value[0] ?? null; } return $n; };
foreach (range(500, 516) as $depth) {
    try {
        await(async(fn () => thrown($nest($depth, 1), $nest($depth, 'plain'))));
    } catch (Throwable $e) {
        if (!$e instanceof Deep || $e->getMessage() !== 'message' || $levels($e->nested) !== $depth) {
            echo "$depth: ", get_class($e), ' ', $e->getMessage(), "\n";
        }
    }
}
echo "done\n";
?>
--EXPECT--
done
