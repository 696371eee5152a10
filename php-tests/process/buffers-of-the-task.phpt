--TEST--
Output buffers that a task leaves open are flushed through their callbacks before its end is reported
--FILE--
<?php
await(async(function () {
    ob_start(fn (string $text) => "<$text>\n");
    ob_start(fn (string $text) => "[$text]");
    ob_start();
    echo 'task';
}));
echo "awaited\n";
await(async(function () {
    ob_start(fn (string $text) => "<$text>\n");
    echo 'task';
    exit;
}));
echo "awaited\n";
?>
--EXPECT--
<[task]>
awaited
<task>
awaited
