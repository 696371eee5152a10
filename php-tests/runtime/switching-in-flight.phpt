--TEST--
Switching runtimes holds for what starts afterwards; promises in flight keep theirs
--FILE--
<?php
$caller = getmypid();
$where = fn () => getmypid() === $caller ? 'caller' : 'task';
[$a, $b, $c, $d] = [async($where), async($where), async($where), async($where)];
$a->defer();
pokio()->useSync();
$b->defer();
pokio()->useFork();
$c->defer();
pokio()->useSync();
echo implode(' ', await([$a, $b, $c, $d])), "\n";
pokio()->useFork();
echo await(async($where)), "\n";
?>
--EXPECT--
task caller task caller
task
