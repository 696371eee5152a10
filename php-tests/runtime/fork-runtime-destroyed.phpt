--TEST--
A ForkRuntime that is destroyed waits for its tasks, and for no others
--FILE--
<?php
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$other = async(fn () => fgets($there));
$other->defer();
$runtime = new Pokio\Runtime\Fork\ForkRuntime(2);
$future = $runtime->defer(function () {
    usleep(50_000);
    echo "task ends\n";

    return "its value\n";
});
unset($runtime);
echo "runtime destroyed\n", $future->await();
fwrite($here, "the other task's value\n");
echo await($other);
?>
--EXPECT--
task ends
runtime destroyed
its value
the other task's value
