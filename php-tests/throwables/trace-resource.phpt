--TEST--
A resource among the arguments in a trace arrives as its text
--EXTENSIONS--
pokio
--INI--
zend.exception_ignore_args=0
--FILE--
<?php
function read($stream) { throw new LogicException('unreadable'); }
try {
    await(async(fn () => read(STDERR)));
} catch (LogicException $e) {
    echo $e->getTrace()[0]['args'][0], "\n";
}
?>
--EXPECTF--
Resource id #%d
