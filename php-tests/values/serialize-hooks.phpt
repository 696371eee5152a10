--TEST--
__serialize() runs in the task and __unserialize() in the caller, once each
--EXTENSIONS--
pokio
--FILE--
<?php
class Hooked
{
    public array $log = [];
    public function __serialize(): array { return ['log' => [...$this->log, 'serialized in ' . $this->where()]]; }
    public function __unserialize(array $data): void { $this->log = [...$data['log'], 'unserialized in ' . $this->where()]; }
    private function where(): string { return getmypid() === $GLOBALS['caller'] ? 'the caller' : 'the task'; }
}
$caller = getmypid();
print_r(await(async(fn () => new Hooked))->log);
print_r(await(async(fn () => ['inside' => new Hooked]))['inside']->log);
?>
--EXPECT--
Array
(
    [0] => serialized in the task
    [1] => unserialized in the caller
)
Array
(
    [0] => serialized in the task
    [1] => unserialized in the caller
)
