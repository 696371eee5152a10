--TEST--
A captured promise whose task dies gives null to both
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
foreach ([fn () => exit, fn () => posix_kill(getmypid(), SIGKILL)] as $end) {
    $source = async(function () use ($end) {
        usleep(50_000);
        $end();
    });
    $source->defer();
    $capturing = async(fn () => [await($source)]);
    $capturing->defer();
    echo json_encode([await($source), await($capturing)]), "\n";
}
?>
--EXPECT--
[null,[null]]
[null,[null]]
