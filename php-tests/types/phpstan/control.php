<?php

// The functions that Pokio has beyond the package.

use Pokio\{Outcome, Status};

use function Given\{label, length, listed, number, numbers, priced, prices, text, texts, words};
use function PHPStan\Testing\assertType;
use function Pokio\{all, any, cancel, done, map, race, settle, stream};

require_once __DIR__ . '/given.php';

// map() has the keys of its input, and the type that the closure returns.
assertType('array<string, string>', map(prices(), label(...)));
assertType('list<int>', map(words(), length(...)));
assertType('array<string, int>', map(priced(), fn (int $price, string $name) => $price + strlen($name)));
assertType('list<string>', map(words(), fn (string $word) => async(text(...))));

// stream() is a loop over the same.
assertType('Pokio\Stream<string, string>', stream(prices(), fn (int $price) => text()));
foreach (stream(priced(), fn (int $price) => text(), ordered: false) as $name => $label) {
    assertType('string', $name);
    assertType('string', $label);
}
foreach (stream(prices(), fn (int $price) => number(), settle: true) as $name => $outcome) {
    assertType('string', $name);
    assertType('Pokio\Outcome<int>', $outcome);
    assertType('int', $outcome->get());
}

// Promises and closures, mixed.
assertType('array<int, string>', all(texts()));
assertType('list<int>', all(listed()));
assertType('array{int, int}', all([number(...), async(number(...))]));
assertType('int', any(numbers()));
assertType('string', race([text(...)]));

// settle() has an outcome for each.
assertType('array<string, Pokio\Outcome<int>>', settle(numbers()));
assertType('list<Pokio\Outcome<int>>', settle(listed()));
assertType('string', (new Outcome(Status::Fulfilled, text()))->get());

$promise = async(number(...));
assertType('bool', done($promise));
assertType('int', cancel($promise));
