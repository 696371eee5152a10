--TEST--
Hooks that suspend their fibers may end in any order: each call of the serializer keeps its own references
--EXTENSIONS--
pokio
--INI--
error_reporting=E_ALL & ~E_DEPRECATED
--FILE--
<?php
class Hooked implements Serializable
{
    public function serialize() { return $this->suspended('written'); }
    public function unserialize($data) { $this->suspended($data); }
    private function suspended($data) { if (Fiber::getCurrent()) { Fiber::suspend(); } return $data; }
}
function shared() { $one = new stdClass; return [$one, new Hooked, $one]; }
function is_shared($value) { return $value[0] instanceof stdClass && $value[0] === $value[2]; }
function in_fibers(callable $work) {
    [$first, $second] = $fibers = [new Fiber($work), new Fiber($work)];
    foreach ($fibers as $fiber) { $fiber->start(); }
    // Both are in the middle, and so is whoever serializes here.
    $fine = is_shared(unserialize(serialize(shared()))) && is_shared(await(async(shared(...))));
    while ($fibers) {
        // The first one ends first.
        $fiber = array_shift($fibers);
        while (!$fiber->isTerminated()) { $fiber->resume(); }
        $fine = $fine && $fiber->getReturn();
    }
    for ($i = 0; $i < 5; $i++) {
        $fine = $fine && is_shared(unserialize(serialize(shared())));
    }
    return $fine;
}
var_dump(in_fibers(fn () => is_shared(await(async(shared(...))))));
// The same for who writes: in a task, which sends.
$received = [];
var_dump(await(Pokio\async(
    fn () => in_fibers(function () { Pokio\send(shared()); return true; }),
    onMessage: function ($message) use (&$received) { $received[] = is_shared($message); },
)));
var_dump($received);
?>
--EXPECT--
bool(true)
bool(true)
array(2) {
  [0]=>
  bool(true)
  [1]=>
  bool(true)
}
