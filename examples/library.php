<?php

namespace Acme;

use Closure;
use Pokio\Promise;

/** Calls all closures: in parallel with the extension or the package, else one by one. */
function all(array $closures): array
{
    if (! class_exists(Promise::class)) {
        return array_map(fn (Closure $closure) => $closure(), $closures);
    }
    $promises = array_map(fn (Closure $closure) => new Promise($closure), $closures);
    foreach ($promises as $promise) {
        $promise->defer();
    }

    return array_map(fn (Promise $promise) => $promise->resolve(), $promises);
}

echo json_encode(all(['users' => fn () => 3, 'orders' => fn () => ['A-1', 'A-2']])), "\n";
