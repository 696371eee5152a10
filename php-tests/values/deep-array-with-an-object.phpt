--TEST--
A deep array with an object at its bottom is delivered or refused
--EXTENSIONS--
pokio
--FILE--
<?php
$nest = function (int $depth) { $value = new ArrayObject; while ($depth--) { $value = [$value]; } return $value; };
foreach ([100, 3000, 10000, 100000] as $levels) {
    try {
        $value = await(async(fn () => $nest($levels)));
        for ($depth = 0; is_array($value); $depth++) { $value = $value[0]; }
        echo $depth === $levels && $value instanceof ArrayObject ? "right\n" : "WRONG\n";
    } catch (Throwable $e) {
        echo $levels > 3000 ? "right\n" : "refused {$e->getMessage()}\n";
    }
}
?>
--EXPECT--
right
right
right
right
