--TEST--
A program whose objects hold no connections keeps no socket for its tasks, also with options, which are enums
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
is_dir('/proc/self/fd') || die('skip needs /proc');
?>
--FILE--
<?php
$sockets = fn () => preg_grep('/^socket/', array_map(fn (string $file) => (string) @readlink($file), glob('/proc/self/fd/*')));
$before = count($sockets());
$promise = Pokio\async(fn () => Pokio\send(1), output: Pokio\Output::Inherit, onMessage: fn () => 1);
Pokio\await($promise);
await(async(fn () => 1));
var_dump(count($sockets()) - $before);
?>
--EXPECT--
int(0)
