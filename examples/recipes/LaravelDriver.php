<?php

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
 */
final class LaravelDriver implements Driver
{
    public function __construct(private DatabaseManager $databases)
    {
    }

    public function run(Closure|array $tasks): array
    {
        return await(array_map(fn (Closure $task) => async(function () use ($task) {
            // The caller's connections are the caller's: the task opens its own.
            array_map($this->databases->purge(...), array_keys($this->databases->getConnections()));

            return $task();
        }), Arr::wrap($tasks)));
    }

    public function defer(Closure|array $tasks): DeferredCallback
    {
        return defer(fn () => $this->run($tasks));
    }
}
