--TEST--
A function that awaits itself stays in one task below the first level
--EXTENSIONS--
pokio
--FILE--
<?php
function total(array $tree): int
{
    $promises = array_map(fn ($node) => async(fn () => is_array($node) ? total($node) : $node), $tree);
    return array_sum(await($promises));
}
var_dump(total([1, [2, [3, [4, [5]]]], [[6], 7]]));
?>
--EXPECT--
int(28)
