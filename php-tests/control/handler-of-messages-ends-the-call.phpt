--TEST--
What a handler of messages throws cancels the promises of the call, whose finally blocks run
--EXTENSIONS--
pokio
--FILE--
<?php
$log = tempnam(sys_get_temp_dir(), 'msg');
$promise = async(function () use ($log) {
    try {
        Pokio\send('message');
        usleep(100_000);

        return 1;
    } finally {
        file_put_contents($log, 'finally');
    }
});
$next = async(fn () => 2);
try {
    Pokio\settle(['a' => $promise, 'b' => $next], concurrency: 1, onMessage: function (string $message, string $key) {
        echo "$key: $message\n";
        throw new DomainException('by the handler');
    });
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
foreach ([$promise, $next] as $given) {
    try {
        echo Pokio\await($given), "\n";
    } catch (Pokio\Exceptions\TaskCancelled $e) {
        echo get_class($e), "\n";
    }
}
for ($i = 0; $i < 200 && file_get_contents($log) === ''; $i++) {
    usleep(10_000);
}
echo file_get_contents($log), "\n";
unlink($log);
?>
--EXPECT--
a: message
by the handler
Pokio\Exceptions\TaskCancelled
Pokio\Exceptions\TaskCancelled
finally
