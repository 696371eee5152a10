--TEST--
A promise of a call that a handler of its messages ends has the call's key in its TaskCancelled
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Exceptions\TaskCancelled;

foreach ([null, 'import'] as $name) {
    $sender = Pokio\async(fn () => Pokio\send('a message'), $name);
    try {
        Pokio\settle(['orders' => $sender], onMessage: fn () => throw new DomainException('handler'));
    } catch (DomainException) {
    }
    try {
        await($sender);
    } catch (TaskCancelled $e) {
        echo $e->getMessage(), ' ', json_encode([$e->key, $e->name]), "\n";
    }
}
?>
--EXPECT--
The task with key 'orders' was cancelled ["orders",null]
Task 'import' (key 'orders') was cancelled ["orders","import"]
