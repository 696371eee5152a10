<?php

declare(strict_types=1);

namespace Pokio\Exceptions;

use Pokio\Internal\Text;
use Throwable;

/**
 * A task, or a whole call, that had not ended in time.
 */
final class TaskTimedOut extends TaskException
{
    /**
     * @param  float  $seconds  The limit.
     */
    public function __construct(
        ?string $message = null,
        int $code = 0,
        ?Throwable $previous = null,
        int|string|null $key = null,
        ?string $name = null,
        ?string $output = null,
        ?string $errorOutput = null,
        public readonly float $seconds = 0.0,
    ) {
        $message ??= self::subject($key, $name) . ' had not ended after ' . Text::seconds($seconds);
        parent::__construct($message, $code, $previous, $key, $name, $output, $errorOutput);
    }
}
