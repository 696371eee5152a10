--TEST--
Objects and exceptions with property hooks and asymmetric visibility arrive, lazy ones initialized
--EXTENSIONS--
pokio
--SKIPIF--
<?php if (PHP_VERSION_ID < 80400) die('skip PHP 8.4 needed'); ?>
--FILE--
<?php
eval(<<<'CODE'
class Hooked
{
    public string $loud { get => "$this->text!"; }
    public string $upper = '' { set => strtoupper($value); }
    public function __construct(public string $text, public private(set) int $number = 5) { $this->number++; }
}
class HookedException extends Exception
{
    public private(set) int $number = 5;
    public string $upper = '' { set => strtoupper($value); }
    public function __construct() { parent::__construct('hooked'); $this->number = 7; $this->upper = 'abc'; }
}
CODE);
$object = await(async(function () { $o = new Hooked('text'); $o->upper = 'low'; return $o; }));
echo $object->loud, ' ', $object->upper, ' ', $object->number, "\n";
foreach (['newLazyGhost' => fn (Hooked $o) => $o->__construct('ghost'), 'newLazyProxy' => fn () => new Hooked('proxy')] as $make => $initializer) {
    $lazy = (new ReflectionClass(Hooked::class))->$make($initializer);
    echo await(async(fn () => $lazy))->loud, "\n";
}
try {
    await(async(fn () => throw new HookedException));
} catch (HookedException $e) {
    echo $e->number, ' ', $e->upper, "\n";
}
?>
--EXPECT--
text! LOW 6
ghost!
proxy!
7 ABC
