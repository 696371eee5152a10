--TEST--
The numbers that an item draws do not depend on the process that takes it
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/numbers.inc';
$results = [];
foreach ([[1, 1], [1, 4], [0, 2], [3, 3]] as [$tasks, $concurrency]) {
    $results[] = printed("mt_srand(7); echo json_encode(Pokio\\map(range(1, 20), fn () => mt_rand(), concurrency: $concurrency, tasksPerProcess: $tasks));");
}
var_dump(count(array_unique(json_decode($results[0]))), count(array_unique($results)));
?>
--EXPECT--
int(20)
int(1)
