<?php

declare(strict_types=1);

namespace Pokio\Internal;

use Closure;
use Pokio\Promise;
use TypeError;
use ValueError;

/**
 * Refuses arguments that make no sense.
 *
 * @internal
 */
final class Check
{
    public static function seconds(string $function, int $number, string $name, ?float $seconds): void
    {
        if ($seconds !== null && ! ($seconds > 0)) {
            throw new ValueError("$function(): Argument #$number (\$$name) must be greater than 0");
        }
    }

    public static function atLeast(string $function, int $number, string $name, ?int $value, int $least): void
    {
        if ($value !== null && $value < $least) {
            throw new ValueError("$function(): Argument #$number (\$$name) must be " . ($least > 0 ? 'greater than ' . $least - 1 : "$least or more"));
        }
    }

    /**
     * Of an array every element can be looked at before anything starts.
     *
     * @param  iterable<mixed>  $tasks
     */
    public static function tasks(string $function, iterable $tasks): void
    {
        if (is_array($tasks)) {
            foreach ($tasks as $task) {
                self::task($function, $task);
            }
        }
    }

    public static function task(string $function, mixed $task): void
    {
        if (! $task instanceof Promise && ! $task instanceof Closure) {
            $name = $function === 'Pokio\stream' ? 'items' : 'tasks';
            throw new TypeError("$function(): Argument #1 (\$$name) must contain only promises and closures, " . get_debug_type($task) . ' given');
        }
    }
}
