<?php

declare(strict_types=1);

namespace Pokio\Internal;

use Closure;
use Pokio\Promise;
use WeakMap;
use WeakReference;

/**
 * The tasks behind promises: behind our own, and behind those of the Composer
 * package nunomaduro/pokio, which keep their secrets.
 *
 * @internal
 */
final class Promises
{
    /** @var WeakMap<Promise, Options>|null Of the package's promises. */
    private static ?WeakMap $options = null;

    /** @var WeakMap<Promise, Task>|null Of the package's promises. */
    private static ?WeakMap $tasks = null;

    public static function make(Closure $callback, Options $options): Promise
    {
        $promise = new Promise($callback);
        if (self::areOurs()) {
            (static function () use ($promise, $options): void {
                $promise->options = $options;
            })->bindTo(null, Promise::class)();
        } else {
            self::$options ??= new WeakMap;
            self::$options[$promise] = $options;
        }

        return $promise;
    }

    /**
     * The promise's task, if it has been started.
     */
    public static function find(Promise $promise): ?Task
    {
        return self::areOurs()
            ? (static fn (): ?Task => $promise->future)->bindTo(null, Promise::class)()
            : self::$tasks[$promise] ?? null;
    }

    /**
     * The promise's task, started if need be.
     */
    public static function start(Promise $promise): Task
    {
        if (self::areOurs()) {
            $promise->defer();

            return self::find($promise);
        }
        self::$tasks ??= new WeakMap;

        return self::$tasks[$promise] ??= self::behind(WeakReference::create($promise));
    }

    /**
     * A task that resolves a promise of the package. Whoever asks for its outcome
     * holds the promise.
     *
     * @param  WeakReference<Promise>  $promise
     */
    private static function behind(WeakReference $promise): Task
    {
        return new Task(
            static fn (): mixed => $promise->get()?->resolve(),
            self::$options[$promise->get()] ?? new Options,
        );
    }

    private static function areOurs(): bool
    {
        return property_exists(Promise::class, 'options');
    }
}
