<?php

declare(strict_types=1);

// The package's own functions, where they are there first, do the same.
if (! function_exists('async')) {
    /**
     * Makes a promise of a closure, which runs when the promise is awaited.
     *
     * @template TReturn
     *
     * @param  Closure(): (TReturn|Pokio\Promise<TReturn>)  $callback
     * @return Pokio\Promise<TReturn>
     */
    function async(Closure $callback): Pokio\Promise
    {
        return new Pokio\Promise($callback);
    }
}

if (! function_exists('await')) {
    /**
     * Gives a promise's value, or throws what its closure threw; of an array, all
     * values by their keys.
     *
     * @template TKey of array-key
     * @template TReturn
     *
     * @param  array<TKey, Pokio\Promise<TReturn>>|Pokio\Promise<TReturn>  $promises
     * @return ($promises is array ? array<TKey, TReturn> : TReturn)
     */
    function await(Pokio\Promise|array $promises): mixed
    {
        return Pokio\Internal\Awaiting::values($promises, __FUNCTION__);
    }
}

if (! function_exists('pokio')) {
    /**
     * The object to choose the runtime with.
     */
    function pokio(): Pokio\Pokio
    {
        return new Pokio\Pokio;
    }
}
