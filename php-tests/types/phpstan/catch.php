<?php

// catch(): the value, or what the callback returns.

use function Given\{fails, number, text};
use function PHPStan\Testing\assertType;

require_once __DIR__ . '/given.php';

assertType('Pokio\Promise<int|string>', async(number(...))->catch(fn (LogicException $e) => text()));
assertType('int|string', await(async(number(...))->catch(fn (LogicException $e) => text())));
assertType('int|null', await(async(number(...))->catch(fn () => null)));

// A handler that gives the same type leaves it alone.
assertType('int', await(async(number(...))->catch(fn (Throwable $e) => number())));

// Where the task always throws, only the handler's type is left.
assertType('Pokio\Promise<string>', async(fails(...))->catch(fn (LogicException $e) => text()));
assertType('string', await(async(fails(...))->catch(fn (LogicException $e) => text())));

// A promise that the handler returns is awaited too.
assertType('string', await(async(fails(...))->catch(fn (LogicException $e) => async(text(...)))));
