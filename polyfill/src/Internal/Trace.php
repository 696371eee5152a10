<?php

declare(strict_types=1);

namespace Pokio\Internal;

use Exception;
use ReflectionProperty;

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
}
