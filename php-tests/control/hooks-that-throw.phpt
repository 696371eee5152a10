--TEST--
A throw in before() refuses the task, one in child() fails it
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$before = Pokio\atFork(before: fn () => throw new DomainException('refused'));
try {
    await(async(fn () => print("ran\n")));
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
$before->remove();
$child = Pokio\atFork(child: fn () => throw new DomainException('failed'));
$outcome = Pokio\settle([fn () => print("ran\n")])[0];
echo $outcome->status->name, ' ', $outcome->error->getMessage(), "\n";
$child->remove();
var_dump(await(async(fn () => 1)));
?>
--EXPECT--
refused
Failed failed
int(1)
