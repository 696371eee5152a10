--TEST--
Enum cases arrive as the caller's own cases
--EXTENSIONS--
pokio
--FILE--
<?php
enum Plain { case One; case Two; }
enum Backed: string { case Hearts = 'h'; case Spades = 's'; const Best = self::Spades; }
$received = await(async(fn () => [Plain::Two, 'nested' => [Backed::Hearts, Backed::Best], 'object' => (object) ['suit' => Backed::Spades]]));
var_dump($received[0] === Plain::Two, $received['nested'] === [Backed::Hearts, Backed::Spades], $received['object']->suit === Backed::Spades);
var_dump(await(async(fn () => Plain::One)));
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
enum(Plain::One)
