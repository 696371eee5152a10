<?php

// finally(): the type stays, whatever the callback returns.

use function Given\{number, text};
use function PHPStan\Testing\assertType;

require_once __DIR__ . '/given.php';

assertType('Pokio\Promise<int>', async(number(...))->finally(function (): void {
}));
assertType('int', await(async(number(...))->finally(fn () => text())));
assertType('bool', await(async(number(...))->finally(fn () => null)->then(fn (int $number) => $number > 5)));
