--TEST--
A promise's own way with its output goes before the call's
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Output;

$outcomes = Pokio\settle([
    Pokio\async(fn () => print('discarded'), output: Output::Discard),
    Pokio\async(fn () => print('captured'), output: Output::Capture),
    fn () => print('captured by the call'),
], output: Output::Capture);
echo json_encode(array_map(fn (Pokio\Outcome $o) => $o->output, $outcomes)), "\n";
Pokio\await(Pokio\async(fn () => print('discarded'), output: Output::Discard));
echo "end\n";
?>
--EXPECT--
[null,"captured","captured by the call"]
end
