<?php

// Where the keys are known, each has the type of its own promise.

use function Given\{fails, number, numbers, text};
use function PHPStan\Testing\assertType;
use function Pokio\{all, settle};

require_once __DIR__ . '/given.php';

assertType('array{int, string}', await([async(fn () => 1), async(fn () => 'x')]));
assertType('array{a: int, b: string}', await(['a' => async(number(...)), 'b' => async(text(...))]));
assertType('array{a: int, b: string}', Pokio\await(timeout: 60.0, promises: ['a' => async(number(...)), 'b' => async(text(...))]));

[$number, $text] = await([async(number(...)), async(text(...))]);
assertType('int', $number);
assertType('string', $text);

// A key that may be missing stays one.
$promises = ['a' => async(number(...))];
if (number() === 7) {
    $promises['b'] = async(text(...));
}
assertType('array{a: int, b?: string}', await($promises));

// Closures and promises, mixed; a promise that a closure returns is awaited.
assertType('array{a: int, b: string, c: int}', all(['a' => number(...), 'b' => async(text(...)), 'c' => fn () => async(number(...))]));
assertType('array{a: Pokio\Outcome<int>, b: Pokio\Outcome<string>}', settle(['a' => number(...), 'b' => async(text(...))]));

// Of one that always throws, no value comes.
try {
    assertType('never', await([async(number(...)), async(fails(...))]));
} catch (LogicException) {
}

// Where they are not known, the array is as before.
assertType('array<string, int>', await(numbers()));
