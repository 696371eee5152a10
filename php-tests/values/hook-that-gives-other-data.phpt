--TEST--
What a hook changes is changed in the value received, and nowhere else
--EXTENSIONS--
pokio
--FILE--
<?php
class Stamped
{
    public function __construct(public string $text) {}
    public function __serialize(): array { return ['text' => "$this->text, packed"]; }
    public function __unserialize(array $data): void { $this->text = "$data[text], unpacked"; }
}
$mine = new Stamped('original');
echo await(async(fn () => $mine))->text, "\n", $mine->text, "\n";
echo await(async(fn () => 1)->then(fn () => $mine))->text, "\n";
?>
--EXPECT--
original, packed, unpacked
original
original, packed, unpacked
