--TEST--
Deeply nested arrays arrive, or are refused: never cut, never a crash
--EXTENSIONS--
pokio
--INI--
memory_limit=2G
--FILE--
<?php
$nest = function (int $depth) { $value = 'leaf'; while ($depth--) { $value = [$value]; } return $value; };
$depth = function ($value) { for ($depth = 0; is_array($value); $depth++) { $value = $value[0]; } return "$depth $value"; };
foreach ([1, 100, 3000] as $levels) {
    echo $depth(await(async(fn () => $nest($levels)))), "\n";
}
foreach ([20000, 200000, 1000000] as $levels) {
    try {
        $received = $depth(await(async(fn () => $nest($levels))));
        echo $received === "$levels leaf" ? "arrived or refused\n" : "WRONG: $received\n";
    } catch (Throwable $e) {
        echo "arrived or refused\n";
    }
}
?>
--EXPECT--
1 leaf
100 leaf
3000 leaf
arrived or refused
arrived or refused
arrived or refused
