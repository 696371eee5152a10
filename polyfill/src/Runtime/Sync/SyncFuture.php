<?php

declare(strict_types=1);

namespace Pokio\Runtime\Sync;

use Closure;
use Pokio\Contracts\Future;
use Pokio\Internal\Task;

/**
 * The future of a closure that runs in the caller.
 *
 * @template-covariant TResult
 *
 * @implements Future<TResult>
 */
final class SyncFuture implements Future
{
    private readonly Task $task;

    /**
     * @param  Closure(): TResult  $callback
     */
    public function __construct(Closure $callback)
    {
        $this->task = new Task($callback);
    }

    public function await(): mixed
    {
        return $this->task->await();
    }

    public function awaited(): bool
    {
        return $this->task->awaited();
    }
}
