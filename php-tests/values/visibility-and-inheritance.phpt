--TEST--
Public, protected, private and shadowed properties arrive
--EXTENSIONS--
pokio
--FILE--
<?php
class Base { private $own = 'base'; protected $kept = 'base'; public function base() { return "$this->own $this->kept"; } }
class Derived extends Base { private $own = 'derived'; public ?Derived $next = null; public function __construct() { $this->kept = 'changed'; $this->own = 'set'; } public function derived() { return "$this->own $this->kept"; } }
$object = await(async(function () { $d = new Derived; $d->next = new Derived; return $d; }));
echo $object->base(), ', ', $object->derived(), ', ', $object->next->derived(), "\n";
?>
--EXPECT--
base changed, set changed, set changed
