--TEST--
Without a receiver a message is dropped, also one that cannot be serialized
--EXTENSIONS--
pokio
--FILE--
<?php
$send = fn () => Pokio\send(fn () => 1) ?? 'went on';
echo await(async($send)), "\n";
echo implode(Pokio\map([1], $send)), "\n";
echo implode(Pokio\all([$send])), "\n";
?>
--EXPECT--
went on
went on
went on
