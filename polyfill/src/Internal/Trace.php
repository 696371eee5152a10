<?php

declare(strict_types=1);

namespace Pokio\Internal;

use Error;
use Exception;
use ReflectionClass;
use ReflectionProperty;
use Throwable;

/**
 * Takes the arguments out of a trace: a closure among them could not be serialized.
 *
 * @internal
 */
final class Trace
{
    public static function strip(Exception $exception): void
    {
        $frames = array_map(static fn (array $frame): array => array_diff_key($frame, ['args' => true]), $exception->getTrace());
        (new ReflectionProperty(Exception::class, 'trace'))->setValue($exception, $frames);
    }

    /**
     * A copy of a throwable and of those before it, in whose traces no frame has arguments.
     */
    public static function without(Throwable $throwable): Throwable
    {
        $base = $throwable instanceof Exception ? Exception::class : Error::class;
        $copy = (new ReflectionClass($throwable))->newInstanceWithoutConstructor();
        for ($class = new ReflectionClass($throwable); $class; $class = $class->getParentClass()) {
            foreach ($class->getProperties() as $property) {
                if (! $property->isStatic() && $property->class === $class->name && $property->isInitialized($throwable)) {
                    $property->setValue($copy, $property->getValue($throwable));
                }
            }
        }
        $frames = array_map(static fn (array $frame): array => array_diff_key($frame, ['args' => true]), $throwable->getTrace());
        (new ReflectionProperty($base, 'trace'))->setValue($copy, $frames);
        $previous = $throwable->getPrevious();
        (new ReflectionProperty($base, 'previous'))->setValue($copy, $previous ? self::without($previous) : null);

        return $copy;
    }
}
