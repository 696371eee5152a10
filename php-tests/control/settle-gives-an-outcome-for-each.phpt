--TEST--
settle() gives an Outcome for each key, and throws for no task
--EXTENSIONS--
pokio
--FILE--
<?php
$outcomes = Pokio\settle(['a' => fn () => [1, null], 'b' => fn () => throw new DomainException('b'), 'c' => Pokio\async(fn () => null, name: 'named')]);
foreach ($outcomes as $key => $outcome) {
    echo $key, ' ', $outcome->status->name, ' ', json_encode([$outcome->value, $outcome->error?->getMessage(), $outcome->key, $outcome->name, $outcome->output, $outcome->errorOutput]), "\n";
    var_dump($outcome->seconds >= 0 && $outcome->seconds < 5, is_int($outcome->pid));
}
var_dump($outcomes['a']->get());
try {
    $outcomes['b']->get();
} catch (DomainException $e) {
    var_dump($e === $outcomes['b']->error);
}
?>
--EXPECT--
a Fulfilled [[1,null],null,"a",null,null,null]
bool(true)
bool(true)
b Failed [null,"b","b",null,null,null]
bool(true)
bool(true)
c Fulfilled [null,null,"c","named",null,null]
bool(true)
bool(true)
array(2) {
  [0]=>
  int(1)
  [1]=>
  NULL
}
bool(true)
