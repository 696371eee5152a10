<?php

declare(strict_types=1);

namespace Pokio\Runtime\Sync;

use Closure;
use Pokio\Contracts\Future;
use Pokio\Contracts\Runtime;

/**
 * Runs closures in the caller, when they are awaited.
 */
final readonly class SyncRuntime implements Runtime
{
    public function defer(Closure $callback): Future
    {
        return new SyncFuture($callback);
    }
}
