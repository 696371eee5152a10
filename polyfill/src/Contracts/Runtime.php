<?php

declare(strict_types=1);

namespace Pokio\Contracts;

use Closure;

/**
 * Where closures run.
 */
interface Runtime
{
    /**
     * Starts the closure, or prepares it, and gives its future.
     *
     * @template TResult
     *
     * @param  Closure(): TResult  $callback
     * @return Future<TResult>
     */
    public function defer(Closure $callback): Future;
}
