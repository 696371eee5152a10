<?php

declare(strict_types=1);

namespace Pokio\Contracts;

/**
 * What a runtime gives for a closure.
 *
 * @template-covariant TResult
 */
interface Future
{
    /**
     * Waits for the closure and gives its value.
     *
     * @return TResult
     */
    public function await(): mixed;

    /**
     * Whether await() has been called.
     */
    public function awaited(): bool;
}
