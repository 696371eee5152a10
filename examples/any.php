<?php

use Pokio\Exceptions\TasksFailed;

use function Pokio\any;

// The first value; failures before it do not matter.
echo any([
    'broken mirror' => fn () => throw new RuntimeException('connection refused'),
    'slow mirror' => fn () => sleep(30) ?: 'slow',
    'good mirror' => fn () => 'the file from the good mirror',
]), "\n";

try {
    any(['first' => fn () => throw new RuntimeException('connection refused'), 'second' => fn () => exit(1)]);
} catch (TasksFailed $e) {
    foreach ($e->errors as $key => $error) {
        echo "$key: {$error->getMessage()}\n";
    }
}
