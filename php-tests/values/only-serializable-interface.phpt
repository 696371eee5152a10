--TEST--
A class with nothing but the old Serializable interface arrives
--EXTENSIONS--
pokio
--INI--
error_reporting=8191
--FILE--
<?php
class Old implements Serializable
{
    public $value;
    public function serialize() { return "bytes \0 of $this->value"; }
    public function unserialize($data) { $this->value = "made of " . strlen($data) . ' bytes'; }
}
$old = new Old;
$old->value = 'x';
echo await(async(fn () => [$old, 1]))[0]->value, "\n";
?>
--EXPECT--
made of 12 bytes
