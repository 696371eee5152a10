--TEST--
Promises of a stream that is left are cancelled, but not those that had been started before
--EXTENSIONS--
pokio
--FILE--
<?php
$started = async(fn () => 'started before');
$started->defer();
$items = [async(fn () => 1), $never = async(fn () => usleep(100_000)), $started, $last = async(fn () => 4)];
$stream = Pokio\stream($items, concurrency: 1);
foreach ($stream as $value) {
    echo $value, "\n";
    break;
}
unset($stream);
foreach ([$never, $last] as $promise) {
    try {
        Pokio\await($promise);
    } catch (Pokio\Exceptions\TaskCancelled $e) {
        echo get_class($e), "\n";
    }
}
echo Pokio\await($started), "\n";
?>
--EXPECT--
1
Pokio\Exceptions\TaskCancelled
Pokio\Exceptions\TaskCancelled
started before
