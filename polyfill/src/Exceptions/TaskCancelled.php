<?php

declare(strict_types=1);

namespace Pokio\Exceptions;

use Throwable;

/**
 * A task whose outcome nobody wanted any more.
 */
final class TaskCancelled extends TaskException
{
    public function __construct(
        ?string $message = null,
        int $code = 0,
        ?Throwable $previous = null,
        int|string|null $key = null,
        ?string $name = null,
        ?string $output = null,
        ?string $errorOutput = null,
    ) {
        $message ??= self::subject($key, $name) . ' was cancelled';
        parent::__construct($message, $code, $previous, $key, $name, $output, $errorOutput);
    }
}
