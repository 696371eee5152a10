--TEST--
The result has the keys of the array, in its order, whichever task ends first
--EXTENSIONS--
pokio
--FILE--
<?php
[$task, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($task, 10);
$promises = [
    'late' => async(function () use ($task) { fgets($task); return 'ended last'; }),
    7 => async(fn () => 'seven'),
    -3 => async(fn () => 'minus three'),
    '' => async(fn () => 'empty key'),
    '08' => async(fn () => 'string key'),
    'early' => async(fn () => fwrite($other, "go\n") ? 'ended first' : ''),
];
var_dump(await($promises));
?>
--EXPECT--
array(6) {
  ["late"]=>
  string(10) "ended last"
  [7]=>
  string(5) "seven"
  [-3]=>
  string(11) "minus three"
  [""]=>
  string(9) "empty key"
  ["08"]=>
  string(10) "string key"
  ["early"]=>
  string(11) "ended first"
}
