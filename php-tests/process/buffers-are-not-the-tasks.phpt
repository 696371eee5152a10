--TEST--
In a task no output buffer of the caller is active
--FILE--
<?php
ob_start(fn (string $text) => strtoupper($text));
echo "buffered by the caller\n";
$level = await(async(function () {
    echo "printed by the task\n";

    return [ob_get_level(), ob_get_contents()];
}));
ob_end_flush();
var_dump($level);
?>
--EXPECT--
printed by the task
BUFFERED BY THE CALLER
array(2) {
  [0]=>
  int(0)
  [1]=>
  bool(false)
}
