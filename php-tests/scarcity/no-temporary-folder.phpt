--TEST--
Where no temporary file can be made, tasks run all the same, or are refused with an exception where they need one
--SKIPIF--
<?php
require __DIR__ . '/../support/mounts.inc';
skip_unless_mounted('/tmp');
?>
--FILE--
<?php
require __DIR__ . '/../support/mounts.inc';

mounted('mount -t tmpfs -o size=64k,ro none /tmp', <<<'PHP'
    try {
        $outcome = await(async(fn () => 'value'));
    } catch (RuntimeException $e) {
        $outcome = $e->getMessage();
    }
    $refused = 'pokio cannot start a task: Read-only file system';
    echo $outcome === 'value' || str_starts_with($outcome, $refused) ? "ran or refused\n" : "$outcome\n";
    PHP);
?>
--EXPECT--
ran or refused
exit status 0
