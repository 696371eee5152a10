--TEST--
A failed call frees what a queue that it empties has held, whose destructors may throw and await
--FILE--
<?php
final class Held
{
    public function __construct(public int $number) {}

    public function __destruct()
    {
        if ($this->number === 3) {
            echo await(async(fn () => 'awaited')), "\n";
            throw new RuntimeException('at its end');
        }
    }
}

$queue = new SplQueue;
$queue->setIteratorMode(SplQueue::IT_MODE_DELETE);
for ($i = 0; $i < 5; $i++) {
    $held = new Held($i);
    $queue->enqueue(fn () => throw new LogicException("task $held->number"));
    unset($held);
}
try {
    Pokio\all($queue, concurrency: 1);
} catch (Exception $e) {
    echo $e->getMessage(), ', after ', $e->getPrevious()?->getMessage(), "\n";
}
?>
--EXPECT--
awaited
at its end, after task 0
