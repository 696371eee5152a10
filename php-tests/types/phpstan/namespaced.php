<?php

// Pokio\async() and Pokio\await() have the types of the global functions.

use function Given\{fails, number, numbers, text, texts};
use function PHPStan\Testing\assertType;
use function Pokio\{async, await};

require_once __DIR__ . '/given.php';

assertType('Pokio\Promise<int>', async(number(...)));
assertType('int', await(async(fn () => number())));
assertType('string', await(async(number(...))->then(fn (int $number) => text())));
assertType('array<int, string>', await(texts()));
assertType('array<string, int>', await(numbers()));
assertType('int', await(async(fn () => async(number(...)))));
try {
    assertType('never', await(async(fails(...))));
} catch (LogicException) {
}
