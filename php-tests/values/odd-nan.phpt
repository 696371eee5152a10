--TEST--
A NAN with another payload keeps its bits
--EXTENSIONS--
pokio
--FILE--
<?php
$nan = unpack('E', "\x7f\xf8\x00\x00\x00\x00\xbe\xef")[1];
echo bin2hex(pack('E', await(async(fn () => $nan)))), "\n";
echo bin2hex(pack('E', await(async(fn () => [1, $nan]))[1])), "\n";
?>
--EXPECT--
7ff800000000beef
7ff800000000beef
