--TEST--
Classes with the old Serializable interface arrive
--EXTENSIONS--
pokio
--FILE--
<?php
class Old implements Serializable
{
    public $value;
    public function serialize() { return "bytes \0 of $this->value"; }
    public function unserialize($data) { $this->value = "made of " . strlen($data) . ' bytes'; }
    public function __serialize(): array { return ['new', $this->value]; }
    public function __unserialize(array $data): void { $this->value = implode(' ', $data); }
}
$old = new Old;
$old->value = 'x';
echo await(async(fn () => $old))->value, "\n";
?>
--EXPECT--
new x
