<?php

// Without strict_types: closures are called as PHP calls callbacks, which converts arguments.

namespace Pokio\Internal;

use Closure;
use Pokio\Support\Reflection;
use ReflectionFunction;
use Throwable;

/**
 * What then(), catch() and finally() build: the first closure and all steps after
 * it, run in a loop, however long the chain is.
 *
 * @internal
 */
final class Chain
{
    /**
     * @param  list<array{Step, Closure}>  $steps
     */
    private function __construct(private readonly Closure $first, private readonly array $steps) {}

    public static function extend(Closure $before, Step $step, Closure $callback): Closure
    {
        $chain = (new ReflectionFunction($before))->getClosureThis();

        return $chain instanceof self
            ? (new self($chain->first, [...$chain->steps, [$step, $callback]]))->run(...)
            : (new self($before, [[$step, $callback]]))->run(...);
    }

    private function run(): mixed
    {
        $thrown = null;
        $value = self::call($this->first, [], $thrown);
        foreach ($this->steps as [$step, $callback]) {
            if ($step === Step::Finally) {
                $before = $thrown;
                try {
                    $callback(); // What it gives is ignored, also a promise.
                } catch (Throwable $throwable) {
                    $thrown = self::after($throwable, $before);
                }
            } elseif ($step === Step::Then && $thrown === null) {
                $value = self::call($callback, [$value], $thrown);
            } elseif ($step === Step::Catch && $thrown !== null && Reflection::isCatchable($callback, $thrown)) {
                $argument = $thrown;
                $thrown = null;
                $value = self::call($callback, [$argument], $thrown);
            }
        }

        return $thrown === null ? $value : throw $thrown;
    }

    /**
     * @param  list<mixed>  $arguments
     */
    private static function call(Closure $callback, array $arguments, ?Throwable &$thrown): mixed
    {
        try {
            return Task::unwrap($callback(...$arguments));
        } catch (Throwable $throwable) {
            $thrown = $throwable;

            return null;
        }
    }

    /**
     * As in PHP's own `finally`, what was on its way becomes the previous one of
     * what replaces it.
     */
    private static function after(Throwable $thrown, ?Throwable $before): Throwable
    {
        if ($before === null || $before === $thrown) {
            return $thrown;
        }
        try {
            try {
                throw $before;
            } finally {
                throw $thrown;
            }
        } catch (Throwable $both) {
            return $both;
        }
    }
}
