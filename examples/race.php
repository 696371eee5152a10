<?php

use function Pokio\race;

// What ends first, value or exception; the others are cancelled.
echo race([fn () => sleep(30) ?: 'the tortoise', fn () => 'the hare']), "\n";

try {
    race([fn () => sleep(30), fn () => throw new RuntimeException('the hare fell')]);
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
