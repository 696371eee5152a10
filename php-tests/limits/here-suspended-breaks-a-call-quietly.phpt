--TEST--
A limit in the caller that passes while its fiber is suspended may break a call that blocks, without a warning, and is thrown in its fiber
--FILE--
<?php
pokio()->useSync();
$fiber = new Fiber(function () {
    try {
        Pokio\await(Pokio\async(fn () => Fiber::suspend(), timeout: 0.1));
    } catch (Pokio\Exceptions\TaskTimedOut $e) {
        echo $e->getMessage(), "\n";
    }
});
$fiber->start();
[$read, $write] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
[$reads, $none] = [[$read], null];
stream_select($reads, $none, $none, 1);
// Other warnings are shown.
echo $undefined;
$fiber->resume();
?>
--EXPECTF--

Warning: Undefined variable $undefined in %s on line %d
The task had not ended after 0.1 seconds
