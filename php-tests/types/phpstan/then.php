<?php

// then(): the promise has the type of what the callback returns.

use function Given\{number, text};
use function PHPStan\Testing\assertType;

require_once __DIR__ . '/given.php';

assertType('Pokio\Promise<bool>', async(number(...))->then(fn (int $number) => $number > 5));
assertType('bool', await(async(number(...))->then(fn (int $number) => $number > 5)));
assertType('string', await(async(number(...))->then(fn () => text())->then(fn (string $text) => $text)));

// The callback's parameter has the type of the value before it.
assertType('string', await(async(number(...))->then(function ($number) {
    assertType('int', $number);

    return text();
})));

// A promise that the callback returns is awaited too.
assertType('Pokio\Promise<string>', async(number(...))->then(fn (int $number) => async(text(...))));
assertType('string', await(async(number(...))->then(fn (int $number) => async(text(...)))));
