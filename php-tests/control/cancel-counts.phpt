--TEST--
cancel() counts the promises that had no outcome before it
--EXTENSIONS--
pokio
--FILE--
<?php
$unstarted = async(fn () => print("ran\n"));
$started = async(fn () => sleep(30));
$started->defer();
$awaited = async(fn () => 1);
await($awaited);
$used = async(fn () => print("ran\n"));
$chained = $used->then(fn () => 1);
var_dump(Pokio\cancel($unstarted, $started, $awaited, $used));
var_dump(Pokio\cancel($unstarted, $started), Pokio\cancel());
var_dump(Pokio\cancel(a: $chained, b: async(fn () => print("ran\n"))));
?>
--EXPECT--
int(2)
int(0)
int(0)
int(2)
