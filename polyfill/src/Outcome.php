<?php

declare(strict_types=1);

namespace Pokio;

use LogicException;
use Pokio\Internal\Trace;
use Throwable;

/**
 * What became of a task.
 *
 * @template-covariant TReturn
 */
final readonly class Outcome
{
    /**
     * @param  TReturn|null  $value  Null unless the task is fulfilled.
     * @param  Throwable|null  $error  Null if the task is fulfilled.
     * @param  string|null  $output  What the task wrote, under Output::Capture.
     * @param  float  $seconds  How long the task ran.
     * @param  int|null  $pid  The process it ran in.
     * @param  int|null  $peakMemory  Bytes; null where nobody measures it.
     */
    public function __construct(
        public Status $status,
        public mixed $value = null,
        public ?Throwable $error = null,
        public int|string|null $key = null,
        public ?string $name = null,
        public ?string $output = null,
        public ?string $errorOutput = null,
        public float $seconds = 0.0,
        public ?int $pid = null,
        public ?int $peakMemory = null,
    ) {}

    /**
     * What serialize() writes: the arguments in the traces of the error are left out.
     *
     * @return array<string, mixed>
     */
    public function __serialize(): array
    {
        return ['error' => $this->error ? Trace::without($this->error) : null] + get_object_vars($this);
    }

    /**
     * The value, or throws the error.
     *
     * @return TReturn
     *
     * @throws Throwable
     */
    public function get(): mixed
    {
        if ($this->status === Status::Fulfilled) {
            return $this->value;
        }
        throw $this->error ?? new LogicException('The outcome has neither a value nor an error');
    }
}
