--TEST--
What a handler of messages throws leaves the function that waits; the task does not see it
--EXTENSIONS--
pokio
--FILE--
<?php
$seen = tempnam(sys_get_temp_dir(), 'msg');
$task = function () use ($seen) {
    try {
        Pokio\send('message');
        usleep(50_000);
    } catch (DomainException) {
        file_put_contents($seen, 'seen');
    }

    return 1;
};
$throw = fn () => throw new DomainException('by the handler');
$calls = [
    fn () => Pokio\map([1], $task, onMessage: $throw),
    fn () => Pokio\settle([$task], onMessage: $throw),
    fn () => iterator_to_array(Pokio\stream([1], $task, settle: true, onMessage: $throw)),
];
foreach ($calls as $call) {
    try {
        $call();
        echo "not thrown\n";
    } catch (DomainException $e) {
        echo $e->getMessage(), "\n";
    }
}
usleep(100_000);
var_dump(file_get_contents($seen));
unlink($seen);
?>
--EXPECT--
by the handler
by the handler
by the handler
string(0) ""
