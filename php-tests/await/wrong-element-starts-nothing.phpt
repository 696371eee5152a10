--TEST--
Anything but a promise in the array is a TypeError before any task starts
--EXTENSIONS--
pokio
--FILE--
<?php
[$task, $caller] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_blocking($caller, false);
$promise = async(function () use ($task) { fwrite($task, 'started'); return 'unharmed'; });
foreach ([1, 'text', null, fn () => 1, new stdClass, [async(fn () => 1)]] as $wrong) {
    try {
        await([$promise, $wrong]);
        echo "accepted\n";
    } catch (TypeError $e) {
        echo get_debug_type($wrong), ': ', get_class($e), "\n";
    }
}
usleep(100000);
var_dump(fread($caller, 100));
// It can still be chained, so it has not started.
echo await($promise->then(fn (string $value) => "$value, as before")), "\n";
Pokio\UnwaitedFutureManager::instance()->flush();
?>
--EXPECT--
int: TypeError
string: TypeError
null: TypeError
Closure: TypeError
stdClass: TypeError
array: TypeError
string(0) ""
unharmed, as before
