<?php

// The stand-in's `files` entry: functions for where there are none.

use Pokio\{Pokio, Promise};

if (! function_exists('async')) {
    function async(Closure $callback): Promise
    {
        return new Promise($callback);
    }
}

if (! function_exists('await')) {
    function await(array|Promise $promises): mixed
    {
        return is_array($promises)
            ? array_map(static fn (Promise $promise) => $promise->resolve(), $promises)
            : $promises->resolve();
    }
}

if (! function_exists('pokio')) {
    function pokio(): Pokio
    {
        return new Pokio();
    }
}
