--TEST--
A copy that a task forked by hand runs the promises that it made and did not await
--EXTENSIONS--
pokio
pcntl
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), 'fc');
await(async(function () use ($file) {
    $pid = pcntl_fork();
    if ($pid === 0) {
        $GLOBALS['kept'] = async(fn () => file_put_contents($file, 'ran'));

        return 'copy';
    }
    pcntl_waitpid($pid, $status);

    return 'task';
}));
var_dump(file_get_contents($file));
unlink($file);
?>
--EXPECT--
string(3) "ran"
