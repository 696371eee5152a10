<?php

$task = fn () => throw new InvalidArgumentException('not a number');

// A handler takes the throwables that its first parameter's type admits.
echo await(async($task)->catch(fn (LogicException $e) => 'Caught in the task: ' . $e->getMessage())), "\n";

// What no handler takes is thrown where the promise is awaited.
try {
    await(async($task)->catch(fn (TypeError $e) => 'never called'));
} catch (InvalidArgumentException $e) {
    echo 'Caught by the caller: ', $e->getMessage(), "\n";
}
