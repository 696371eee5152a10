--TEST--
Hooks may await tasks themselves
--EXTENSIONS--
pokio
--FILE--
<?php
class Asking
{
    public $answer;
    public function __serialize(): array { return ['answer' => await(async(fn () => 'packed'))]; }
    public function __unserialize(array $data): void { $this->answer = $data['answer'] . await(async(fn () => ' and unpacked')); }
}
echo await(async(fn () => new Asking))->answer, "\n";
print_r(array_column(await([async(fn () => new Asking), async(fn () => new Asking)]), 'answer'));
?>
--EXPECT--
packed and unpacked
Array
(
    [0] => packed and unpacked
    [1] => packed and unpacked
)
