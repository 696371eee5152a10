--TEST--
What the promises of an array whose await threw leave behind is freed before the program's end
--EXTENSIONS--
pokio
--FILE--
<?php
$round = function () {
    try {
        await([
            async(fn () => throw new DomainException('first')),
            async(fn () => str_repeat('x', 1 << 20)),
        ]);
    } catch (DomainException) {
    }
};
for ($i = 0; $i < 20; $i++) {
    $round();
}
[$memory, $descriptors] = [memory_get_usage(), count(scandir('/proc/self/fd'))];
for ($i = 0; $i < 300; $i++) {
    $round();
}
var_dump(memory_get_usage() - $memory < 20_000);
// The last rounds' tasks may still be at work, and each then has a descriptor.
for ($tries = 0; $tries < 1000 && count(scandir('/proc/self/fd')) - $descriptors >= 4; $tries++) {
    usleep(10_000);
    await(async(fn () => null));
}
var_dump(count(scandir('/proc/self/fd')) - $descriptors < 4);
$status = file_get_contents('/proc/self/status');
preg_match('/^RssShmem:\s*(\d+)/m', $status, $found);
var_dump((int) $found[1] < 50_000);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
