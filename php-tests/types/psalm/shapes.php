<?php

// What the stub and the plugin say to Psalm.

use function Given\{listed, number, numbers, text};

require_once __DIR__ . '/../phpstan/given.php';

$each = await([async(number(...)), async(text(...))]);
/** @psalm-check-type-exact $each = list{int, string} */

$keyed = Pokio\await(timeout: 60.0, promises: ['a' => async(number(...)), 'b' => async(text(...))]);
/** @psalm-check-type-exact $keyed = array{a: int, b: string} */

$promises = ['a' => async(number(...))];
if (number() === 7) {
    $promises['b'] = async(text(...));
}
$some = await($promises);
/** @psalm-check-type-exact $some = array{a: int, b?: string} */

$all = Pokio\all(['a' => number(...), 'b' => async(text(...)), 'c' => fn () => async(number(...))]);
/** @psalm-check-type-exact $all = array{a: int, b: string, c: int} */

$outcomes = Pokio\settle(['a' => number(...), 'b' => async(text(...))]);
/** @psalm-check-type-exact $outcomes = array{a: Pokio\Outcome<int>, b: Pokio\Outcome<string>} */

$listed = await(listed());
/** @psalm-check-type-exact $listed = list<int> */

$numbers = await(numbers());
/** @psalm-check-type-exact $numbers = array<string, int> */

$one = await(async(number(...)));
/** @psalm-check-type-exact $one = int */
