--TEST--
A destructor of a message, or of what its receiver gives, that throws leaves the function that waits, and no later message is lost
--EXTENSIONS--
pokio
--FILE--
<?php
class Throws
{
    public bool $isReceived = false;

    public function __destruct()
    {
        if ($this->isReceived) {
            throw new DomainException('destructor');
        }
    }
}
$received = [];
$message = function (mixed $message) use (&$received) {
    $received[] = is_object($message) ? 'object' : $message;
    if (is_object($message)) {
        $message->isReceived = true;
    }
};
$result = function (mixed $message) use (&$received) {
    $received[] = $message;
    if ($message === 1) {
        $given = new Throws;
        $given->isReceived = true;

        return $given;
    }
};
foreach ([[$message, new Throws], [$result, 1]] as [$receiver, $second]) {
    $received = [];
    $promise = Pokio\async(function () use ($second) {
        foreach ([0, $second, 2, 3] as $message) {
            Pokio\send($message);
        }

        return 'a value';
    }, onMessage: $receiver);
    try {
        await($promise);
    } catch (DomainException $e) {
        echo $e->getMessage(), "\n";
    }
    // The promise goes on, and its further messages come in the next wait.
    echo await($promise), ': ', implode(', ', $received), "\n";
}
?>
--EXPECT--
destructor
a value: 0, object, 2, 3
destructor
a value: 0, 1, 2, 3
