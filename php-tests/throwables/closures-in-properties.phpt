--TEST--
Properties that cannot be serialized are left at their defaults, the others arrive
--EXTENSIONS--
pokio
--FILE--
<?php
class Holding extends Exception { public $closure = 'default'; public $before = 1; public $after = 1; public ?Closure $typed = null; private $inner = ['default']; public function set() { $this->closure = fn () => 1; $this->before = 2; $this->after = [3]; $this->typed = fn () => 2; $this->inner = [fn () => 3]; return $this; } public function inner() { return $this->inner; } }
try {
    await(async(fn () => throw (new Holding('arrived', 5))->set()));
} catch (Holding $e) {
    echo $e->getMessage(), ' ', $e->getCode(), ' ', json_encode([$e->closure, $e->before, $e->after, $e->typed, $e->inner()]), "\n";
}
?>
--EXPECT--
arrived 5 ["default",2,[3],null,["default"]]
