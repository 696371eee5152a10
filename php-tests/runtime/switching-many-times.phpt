--TEST--
One may switch between the runtimes as often as one likes
--FILE--
<?php
$values = [];
for ($i = 0; $i < 50; $i++) {
    $i % 2 ? Pokio\Kernel::instance()->useFork() : Pokio\Kernel::instance()->useSync();
    $values[] = await(async(fn () => getmypid())) === getmypid() ? 'sync' : 'fork';
}
var_dump(array_count_values($values));
?>
--EXPECT--
array(2) {
  ["sync"]=>
  int(25)
  ["fork"]=>
  int(25)
}
