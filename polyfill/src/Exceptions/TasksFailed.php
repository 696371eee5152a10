<?php

declare(strict_types=1);

namespace Pokio\Exceptions;

use Pokio\Internal\Trace;
use RuntimeException;
use Throwable;

/**
 * None of the tasks gave a value.
 */
final class TasksFailed extends RuntimeException
{
    /**
     * @param  array<Throwable>  $errors  What each task threw, by key.
     */
    public function __construct(
        ?string $message = null,
        int $code = 0,
        ?Throwable $previous = null,
        public readonly array $errors = [],
    ) {
        $first = reset($errors);
        $message ??= match (true) {
            ! $first instanceof Throwable => 'All tasks failed',
            count($errors) === 1 => "The only task failed with: {$first->getMessage()}",
            default => 'All ' . count($errors) . " tasks failed, the first with: {$first->getMessage()}",
        };
        parent::__construct($message, $code, $previous);
        Trace::strip($this);
    }

    /**
     * What serialize() writes: the arguments in the traces of the errors are left out.
     *
     * @return array<string, mixed>
     */
    public function __serialize(): array
    {
        return ['errors' => array_map(Trace::without(...), $this->errors)] + (array) $this;
    }
}
