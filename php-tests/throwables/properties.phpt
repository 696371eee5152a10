--TEST--
Public, protected, private, inherited and dynamic properties arrive
--EXTENSIONS--
pokio
--FILE--
<?php
class BaseFailure extends RuntimeException { private array $own = []; protected $kept; public function fill($x) { $this->own = [$x]; $this->kept = "kept $x"; return $this; } public function base() { return [$this->own, $this->kept]; } }
#[AllowDynamicProperties]
class Failure extends BaseFailure { private $own = 'default'; public ?DateTimeImmutable $at = null; public function own() { return $this->own; } public function set($x) { $this->own = $x; return $this; } }
try {
    await(async(function () {
        $e = (new Failure('failed'))->fill('value')->set("set\0");
        $e->at = new DateTimeImmutable('2020-01-02 UTC');
        $e->dynamic = ['a' => [1, 2]];
        throw $e;
    }));
} catch (Failure $e) {
    echo json_encode([$e->getMessage(), $e->base(), $e->own(), $e->at->format('Y-m-d'), $e->dynamic]), "\n";
}
?>
--EXPECT--
["failed",[["value"],"kept value"],"set\u0000","2020-01-02",{"a":[1,2]}]
