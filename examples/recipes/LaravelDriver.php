<?php

use Carbon\CarbonInterval;
use Illuminate\Contracts\Concurrency\Driver;
use Illuminate\Database\DatabaseManager;
use Illuminate\Support\Arr;
use Illuminate\Support\Defer\DeferredCallback;

use function Illuminate\Support\defer;

/**
 * Runs the tasks of Laravel's `Concurrency` in forked processes. In a service
 * provider's boot():
 *
 *     Concurrency::extend('pokio', fn ($app) => new LaravelDriver($app['db']));
 *
 * Further closures are called first in each task's process, as for a Redis client in
 * PHP: new LaravelDriver($app['db'], fn () => $app['redis']->purge()).
 */
final class LaravelDriver implements Driver
{
    public function __construct(DatabaseManager $databases, Closure ...$first)
    {
        // The caller's connections are the caller's: each process opens its own. A
        // database in memory is in the process's copy of it.
        Pokio\atFork(child: function () use ($databases): void {
            foreach ($databases->getConnections() as $name => $connection) {
                $connection->getConfig('database') === ':memory:' || $databases->purge($name);
            }
        });
        foreach ($first as $closure) {
            Pokio\atFork(child: $closure);
        }
    }

    /** Laravel has the time limit, in seconds for each task, from 13.9 on. */
    public function run(Closure|array $tasks, CarbonInterval|int|null $timeout = null): array
    {
        return Pokio\all(Arr::wrap($tasks), timeout: $timeout instanceof CarbonInterval ? $timeout->totalSeconds : $timeout);
    }

    public function defer(Closure|array $tasks): DeferredCallback
    {
        return defer(fn () => $this->run($tasks));
    }
}
