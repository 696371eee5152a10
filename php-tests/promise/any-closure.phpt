--TEST--
Bound, static, first-class, variadic and by-reference closures all run
--EXTENSIONS--
pokio
--FILE--
<?php
class Machine
{
    private string $secret = 'private property';
    public function ask(): string { return await(async(fn () => $this->secret)); }
    public static function name(): string { return await(async(static fn () => static::class)); }
    public function __call($method, $arguments) { return "__call of $method"; }
}
class Special extends Machine {}
echo (new Machine)->ask(), "\n", Special::name(), "\n";
echo await(async(php_sapi_name(...))) === PHP_SAPI ? "internal function\n" : "wrong\n";
echo await(async((new Machine)->anything(...))), "\n";
echo await(async(fn () => 'abc')->then(strtoupper(...))), "\n";
var_dump(await(async(fn (...$all) => $all)));
$shared = ['by reference'];
var_dump(await(async(function &() use (&$shared) { return $shared; })));
var_dump(await(async(Closure::fromCallable('time'))) > 0);
?>
--EXPECT--
private property
Special
internal function
__call of anything
ABC
array(0) {
}
array(1) {
  [0]=>
  string(12) "by reference"
}
bool(true)
