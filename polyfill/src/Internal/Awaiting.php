<?php

declare(strict_types=1);

namespace Pokio\Internal;

use Pokio\Exceptions\TaskTimedOut;
use Pokio\Promise;
use Throwable;
use TypeError;

/**
 * What await() does, with and without a limit.
 *
 * @internal
 */
final class Awaiting
{
    /**
     * @param  Promise<mixed>|array<Promise<mixed>>  $promises
     */
    public static function values(Promise|array $promises, string $function, ?float $timeout = null): mixed
    {
        if ($promises instanceof Promise) {
            $task = Promises::start($promises);
            if ($timeout !== null) {
                self::runWithin([$task], $timeout);
            }

            return $task->await();
        }
        foreach ($promises as $promise) {
            if (! $promise instanceof Promise) {
                throw new TypeError("$function(): Argument #1 (\$promises) must contain only Pokio\\Promise objects, " . get_debug_type($promise) . ' given');
            }
        }
        $tasks = array_map(Promises::start(...), $promises);
        if ($timeout !== null) {
            self::runWithin($tasks, $timeout);
        }
        try {
            $values = $outcomes = [];
            foreach ($tasks as $key => $task) {
                $outcome = $task->take();
                $values[$key] = $outcome->get();
                $outcomes[$key] = $outcome;
            }

            return $values;
        } catch (Throwable $throwable) {
            foreach ($tasks as $key => $task) {
                $task->met = true;
                isset($outcomes[$key]) && $task->giveBack($outcomes[$key]);
            }
            throw $throwable;
        }
    }

    /**
     * Runs tasks until one fails. When the time is over, what is left is cancelled.
     *
     * @param  array<Task>  $tasks
     *
     * @throws TaskTimedOut
     */
    private static function runWithin(array $tasks, float $timeout): void
    {
        $single = count($tasks) === 1 ? reset($tasks) : null;
        $limit = Limit::in($timeout);
        while ($tasks !== []) {
            $key = array_key_first($tasks);
            $task = $tasks[$key];
            if ($task->awaited() || $task->isCancelled()) {
                return;
            }
            $ended = $task->run();
            if ($limit->isOver()) {
                array_walk($tasks, static fn (Task $task): bool => $task->cancel(late: true));
                throw new TaskTimedOut(
                    message: $single === null ? Text::notAll($timeout) : null,
                    name: $single?->name(),
                    seconds: $timeout,
                );
            }
            if ($ended->error !== null) {
                return;
            }
            unset($tasks[$key]);
        }
    }
}
