--TEST--
What a task throws after its limit is TaskTimedOut all the same
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    Pokio\map(['k' => 1], function () {
        $until = microtime(true) + 0.3;
        while (microtime(true) < $until) {
            usleep(1000);
        }
        throw new DomainException('late');
    }, timeout: 0.15);
} catch (RuntimeException $e) {
    echo get_class($e), ' ', $e->key, ' ', $e->seconds, "\n";
}
?>
--EXPECT--
Pokio\Exceptions\TaskTimedOut k 0.15
