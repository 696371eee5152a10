<?php

declare(strict_types=1);

namespace Pokio\Exceptions;

use RuntimeException;

/**
 * A promise was resolved, or a future awaited, a second time.
 */
final class FutureAlreadyAwaited extends RuntimeException
{
    public function __construct()
    {
        parent::__construct('The promise has already been resolved.');
    }
}
