<?php

declare(strict_types=1);

namespace Pokio\Internal;

/**
 * A point of time, and the seconds that somebody asked for.
 *
 * @internal
 */
final readonly class Limit
{
    private function __construct(public float $seconds, public float $end) {}

    /**
     * Ends this number of seconds from now.
     */
    public static function in(?float $seconds): self
    {
        return new self($seconds ?? INF, self::now() + ($seconds ?? INF));
    }

    public static function earlier(self $one, self $other): self
    {
        return $one->end <= $other->end ? $one : $other;
    }

    public function isOver(): bool
    {
        return self::now() > $this->end;
    }

    /**
     * Seconds of a clock that is never set.
     */
    public static function now(): float
    {
        return hrtime(true) / 1e9;
    }
}
