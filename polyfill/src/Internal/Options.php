<?php

declare(strict_types=1);

namespace Pokio\Internal;

use Closure;
use Exception;
use Pokio\Output;

/**
 * What a task was made with, or what a call asks of its tasks.
 *
 * @internal
 */
final readonly class Options
{
    public function __construct(
        public ?string $name = null,
        public ?float $timeout = null,
        public Output $output = Output::Inherit,
        public ?Closure $onMessage = null,
    ) {}

    /**
     * The task's own options, and the call's where the task has none. Limits
     * both hold.
     */
    public function within(self $call): self
    {
        return new self(
            $this->name,
            min($this->timeout ?? INF, $call->timeout ?? INF),
            $this->output === Output::Inherit ? $call->output : $this->output,
            $this->onMessage ?? $call->onMessage,
        );
    }

    /**
     * Promises hold their options; no promise can be serialized.
     *
     * @return never
     */
    public function __serialize(): array
    {
        throw new Exception("Serialization of 'Pokio\\Promise' is not allowed");
    }
}
