--TEST--
With zend.exception_ignore_args the trace has no arguments
--EXTENSIONS--
pokio
--INI--
zend.exception_ignore_args=1
--FILE--
<?php
function secret(string $password) { throw new Exception('x'); }
try {
    await(async(fn () => secret('hunter2')));
} catch (Exception $e) {
    var_dump($e->getTrace()[0]['function'], isset($e->getTrace()[0]['args']), str_contains($e->getTraceAsString(), 'hunter2'));
}
?>
--EXPECT--
string(6) "secret"
bool(false)
bool(false)
