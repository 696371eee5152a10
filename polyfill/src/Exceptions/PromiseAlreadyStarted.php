<?php

declare(strict_types=1);

namespace Pokio\Exceptions;

use RuntimeException;

/**
 * then(), catch() or finally() was called on a promise that had started.
 */
final class PromiseAlreadyStarted extends RuntimeException
{
    public function __construct()
    {
        parent::__construct('The promise has already been started.');
    }
}
