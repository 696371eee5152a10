--TEST--
An object of a class that only the task knows arrives as unserialize() gives it
--EXTENSIONS--
pokio
--FILE--
<?php
$received = await(async(function () {
    eval('class OnlyInTheTask { public $name = "x"; protected $hidden = 2; }');
    return [new OnlyInTheTask, 'beside'];
}));
var_dump($received);
?>
--EXPECTF--
array(2) {
  [0]=>
  object(__PHP_Incomplete_Class)#%d (3) {
    ["__PHP_Incomplete_Class_Name"]=>
    string(13) "OnlyInTheTask"
    ["name"]=>
    string(1) "x"
    ["hidden":protected]=>
    int(2)
  }
  [1]=>
  string(6) "beside"
}
