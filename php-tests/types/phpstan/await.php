<?php

// What await() gives, of a promise and of an array.

use function Given\{fails, listed, number, numbers, text, texts};
use function PHPStan\Testing\assertType;

require_once __DIR__ . '/given.php';

assertType('Pokio\Promise<int>', async(number(...)));
assertType('int', await(async(number(...))));
assertType('int', await(async(fn () => number())));
assertType('string', await(async(function () {
    return text();
})));

// An array has the keys that the promises had.
assertType('array<int, string>', await(texts()));
assertType('array<string, int>', await(numbers()));

// A list stays a list, and nothing is a list of nothing.
assertType('list<int>', await(listed()));
await([]);

// A promise that the closure returns is awaited too.
assertType('Pokio\Promise<int>', async(fn () => async(number(...))));
assertType('int', await(async(fn () => async(number(...)))));

// What always throws gives nothing.
assertType('Pokio\Promise<never>', async(fails(...)));
try {
    assertType('never', await(async(fails(...))));
} catch (LogicException) {
}
