<?php

use function Pokio\{all, async};

echo json_encode(all([
    'a promise' => async(fn () => 42),
    'a closure' => fn () => ['A-1', 'A-2'],
])), "\n";

// Unlike await(), it does not wait for the first task when the second one fails.
$start = microtime(true);
try {
    all([fn () => sleep(30), fn () => throw new DomainException('the second failed')]);
} catch (DomainException $e) {
    echo $e->getMessage(), microtime(true) - $start < 10 ? ', at once' : ', late', "\n";
}
