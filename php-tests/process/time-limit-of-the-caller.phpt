--TEST--
The caller's time limit holds in each task, counted from the task's start
--INI--
display_errors=0
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_limits_of_processor_time();
--FILE--
<?php
$busy = function (float $seconds) {
    for ($start = hrtime(true); hrtime(true) - $start < $seconds * 1e9; ) {
    }

    return $seconds;
};
set_time_limit(1);
$busy(0.6);
var_dump(await(async(fn () => $busy(0.6))));
set_time_limit(1);
var_dump(await([async(fn () => $busy(30)), async(fn () => $busy(0.1))]));
set_time_limit(0);
var_dump(await(async(fn () => $busy(1.2))));
?>
--EXPECT--
float(0.6)
array(2) {
  [0]=>
  NULL
  [1]=>
  float(0.1)
}
float(1.2)
