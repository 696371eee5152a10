--TEST--
A task may be started and awaited inside a fiber; exit in it ends the task only
--FILE--
<?php
$fiber = new Fiber(function () {
    $value = await(async(fn () => 'value'));
    $none = await(async(fn () => exit(1)));
    Fiber::suspend([$value, $none]);
    echo "resumed\n";
});
var_dump($fiber->start());
$fiber->resume();
var_dump($fiber->isTerminated());
?>
--EXPECT--
array(2) {
  [0]=>
  string(5) "value"
  [1]=>
  NULL
}
resumed
bool(true)
