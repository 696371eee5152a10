--TEST--
In a seeded program each task draws numbers of its own
--EXTENSIONS--
pokio
--FILE--
<?php
mt_srand(42);
@lcg_value();
$draw = fn () => [mt_rand(), @lcg_value()];
$promises = [];
for ($i = 0; $i < 50; $i++) {
    $promises[] = async($draw);
}
$draws = await($promises);
$draws[] = $draw();
var_dump(count(array_unique(array_column($draws, 0))), count(array_unique(array_column($draws, 1))));
?>
--EXPECT--
int(51)
int(51)
