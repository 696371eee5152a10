--TEST--
Variables that make no sense do not stop maxProcesses()
--EXTENSIONS--
pokio
pcntl
--INI--
variables_order=EGPCS
--FILE--
<?php
foreach (['', '0', '-1', 'text', '1e3', '0.5', '99999999999999999999', ' 3', "3\n"] as $value) {
    // The figure is cached, so each value is tried in a process of its own.
    putenv("FORK_IO_FACTOR=$value");
    putenv("FORK_MEM_PER_PROC=$value");
    $pid = pcntl_fork();
    if ($pid === 0) {
        exit(Pokio\Environment::maxProcesses() >= 1 ? 0 : 1);
    }
    pcntl_waitpid($pid, $status);
    if ($status !== 0) {
        echo json_encode($value), " failed\n";
    }
}
echo "tried\n";
?>
--EXPECT--
tried
