--TEST--
Arrays keep every kind of key, and their order
--EXTENSIONS--
pokio
--FILE--
<?php
$array = ['b' => 1, 'a' => 2, 7 => 3, -5 => 4, '' => 5, '08' => 6, '-0' => 7, '1.5' => 8, "nul\0" => 9, PHP_INT_MIN => 10, PHP_INT_MAX => 11, 0 => 12, ' 1' => 13, '9223372036854775808' => 14];
$received = await(async(fn () => $array));
var_dump($received === $array);
foreach ($received as $key => $value) {
    echo gettype($key), ' ', json_encode($key), "\n";
}
?>
--EXPECT--
bool(true)
string "b"
string "a"
integer 7
integer -5
string ""
string "08"
string "-0"
string "1.5"
string "nul\u0000"
integer -9223372036854775808
integer 9223372036854775807
integer 0
string " 1"
string "9223372036854775808"
