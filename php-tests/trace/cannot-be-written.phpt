--TEST--
A trace that cannot be written is one warning and fails nothing
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
run('echo await(async(fn () => 1)), "\n";', '-d display_errors=1 -d html_errors=0 -d pokio.trace=/nowhere/trace.json');
?>
--EXPECTF--
1
%A
Warning: %Apokio.trace: /nowhere/trace.json cannot be written: No such file or directory (os error 2) in %s
exit status 0
