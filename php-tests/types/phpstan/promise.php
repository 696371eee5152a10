<?php

// The other ways to make, start and resolve a promise.

use Pokio\Promise;

use function Given\number;
use function PHPStan\Testing\assertType;

require_once __DIR__ . '/given.php';

assertType('Pokio\Promise<int>', new Promise(number(...)));
assertType('int', (new Promise(number(...)))->resolve());

$promise = async(number(...));
$promise->defer();
assertType('Pokio\Promise<int>', $promise);

$promise = async(number(...));
assertType('int', $promise());
