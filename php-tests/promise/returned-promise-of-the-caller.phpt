--TEST--
A task may return a promise that the caller has started
--EXTENSIONS--
pokio
--FILE--
<?php
$shared = async(fn () => 'shared value');
$shared->defer();
$wrapper = async(fn () => $shared);
echo await($wrapper), "\n";
echo await($shared), "\n";
?>
--EXPECT--
shared value
shared value
