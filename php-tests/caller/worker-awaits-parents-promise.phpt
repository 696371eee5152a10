--TEST--
A process forked by hand cannot await its parent's started promise: a clear exception, and the parent gets the value
--EXTENSIONS--
pcntl
--FILE--
<?php
$promise = async(function () {
    usleep(100_000);

    return 'value';
});
$promise->defer();
$worker = pcntl_fork();
if ($worker === 0) {
    try {
        var_dump(await($promise));
    } catch (Exception $e) {
        echo $e->getMessage(), "\n";
    }
    exit;
}
pcntl_waitpid($worker, $status);
var_dump(await($promise));
?>
--EXPECT--
The promise, stream or call was started by another process and can only be awaited there
string(5) "value"
