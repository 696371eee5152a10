--TEST--
A promise is callable, and calling it resolves it
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = async(fn () => 'called');
var_dump(is_callable($promise), call_user_func($promise));
echo implode(' ', array_map('call_user_func', [async(fn () => 'by'), async(fn () => 'array_map')])), "\n";
echo (async(fn () => 'first class callable')(...))(), "\n";
echo (new Pokio\Promise(fn () => 'constructed'))->resolve(), "\n";
?>
--EXPECT--
bool(true)
string(6) "called"
by array_map
first class callable
constructed
