<?php

declare(strict_types=1);

namespace Pokio\Exceptions;

use Pokio\Internal\Trace;
use RuntimeException;
use Throwable;

/**
 * A task that neither gave a value nor threw something itself.
 */
abstract class TaskException extends RuntimeException
{
    /**
     * @param  string|null  $output  What the task wrote, under Output::Capture.
     */
    public function __construct(
        ?string $message = null,
        int $code = 0,
        ?Throwable $previous = null,
        public readonly int|string|null $key = null,
        public readonly ?string $name = null,
        public readonly ?string $output = null,
        public readonly ?string $errorOutput = null,
    ) {
        parent::__construct($message ?? self::subject($key, $name) . ' failed', $code, $previous);
        Trace::strip($this);
    }

    /**
     * The task, as a sentence begins with it.
     */
    protected static function subject(int|string|null $key, ?string $name): string
    {
        $key = is_string($key) ? "'$key'" : $key;

        return match (true) {
            $name !== null && $key !== null => "Task '$name' (key $key)",
            $name !== null => "Task '$name'",
            $key !== null => "The task with key $key",
            default => 'The task',
        };
    }
}
