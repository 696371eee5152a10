<?php

// With nullable.neon: where a death is null, the type says so.

use function Given\{listed, number, numbers, text};
use function PHPStan\Testing\assertType;

require_once __DIR__ . '/../phpstan/given.php';

assertType('int|null', await(async(number(...))));
assertType('int|null', async(number(...))->resolve());
$promise = async(number(...));
assertType('int|null', $promise());
assertType('array{int|null, string|null}', await([async(number(...)), async(text(...))]));
assertType('list<int|null>', await(listed()));
assertType('array<string, int|null>', await(numbers()));

// A death is an exception here.
assertType('int', Pokio\await(async(number(...))));
assertType('list<int>', Pokio\all(listed()));
