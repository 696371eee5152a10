--TEST--
An array may hold started, unstarted and chained promises
--EXTENSIONS--
pokio
--FILE--
<?php
$started = async(fn () => 'started');
$started->defer();
echo implode(' ', await([$started, async(fn () => 'unstarted'), async(fn () => 'chain')->then(fn ($v) => "{$v}ed")])), "\n";
?>
--EXPECT--
started unstarted chained
