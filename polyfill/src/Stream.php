<?php

declare(strict_types=1);

namespace Pokio;

use Error;
use Exception;
use Generator;
use Iterator;
use LogicException;
use Pokio\Internal\Run;
use Throwable;

/**
 * Results by key, each worked out when the loop asks for it.
 *
 * @template-covariant TKey
 * @template-covariant TValue
 *
 * @implements Iterator<TKey, TValue>
 */
final class Stream implements Iterator
{
    /** @var Generator<mixed, Outcome<mixed>>|null Null before the loop and after it. */
    private ?Generator $outcomes = null;

    private bool $started = false;

    private bool $looped = false;

    /** Whether the next result is being worked out: what that runs finds no result, and does not come in between. */
    private bool $advancing = false;

    private mixed $value = null;

    /**
     * Only stream() makes one.
     *
     * @internal
     */
    public function __construct(private ?Run $run, private readonly bool $settle) {}

    public function rewind(): void
    {
        if ($this->looped || $this->advancing) {
            $this->advancing || $this->end();
            throw new LogicException('A stream can be iterated once; call Pokio\stream() again for another run');
        }
        $this->looped = true;
        $this->start();
    }

    public function valid(): bool
    {
        $this->start();

        return $this->outcomes !== null && ! $this->advancing;
    }

    /**
     * @return TValue
     */
    public function current(): mixed
    {
        $this->start();

        return $this->value;
    }

    /**
     * @return TKey
     */
    public function key(): mixed
    {
        $this->start();

        return $this->advancing ? null : $this->outcomes?->key();
    }

    public function next(): void
    {
        $this->start();
        $this->looped = true;
        $this->advance();
    }

    public function __destruct()
    {
        $this->end();
    }

    public function __clone(): void
    {
        // The copy's end is not the end of the run.
        $this->run = $this->outcomes = null;
        throw new Error('Trying to clone an uncloneable object of class ' . self::class);
    }

    /**
     * @return never
     */
    public function __serialize(): array
    {
        throw new Exception("Serialization of '" . self::class . "' is not allowed");
    }

    /**
     * @param  array<mixed>  $data
     * @return never
     */
    public function __unserialize(array $data): void
    {
        $this->run = null;
        throw new Exception("Unserialization of '" . self::class . "' is not allowed");
    }

    private function start(): void
    {
        if (! $this->started) {
            $this->started = true;
            $this->outcomes = $this->run?->outcomes();
            $this->advance(first: true);
        }
    }

    private function advance(bool $first = false): void
    {
        if ($this->outcomes === null || $this->advancing) {
            return;
        }
        $this->value = null;
        $this->advancing = true;
        try {
            $first ? $this->outcomes->rewind() : $this->outcomes->next();
            if (! $this->outcomes->valid()) {
                $this->end();
            } else {
                $outcome = $this->outcomes->current();
                $this->value = $this->settle ? $outcome : $this->run?->value($outcome);
            }
        } catch (Throwable $throwable) {
            $this->end();
            throw $throwable;
        } finally {
            $this->advancing = false;
        }
    }

    private function end(): void
    {
        $this->value = $this->outcomes = null;
        $run = $this->run;
        $this->run = null;
        $run?->close();
    }
}
