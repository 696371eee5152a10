<?php

// Without strict_types: closures are called as PHP calls callbacks, which converts arguments.

namespace Pokio\Internal;

use Closure;
use Pokio\Contracts\Future;
use Pokio\Exceptions\FutureAlreadyAwaited;
use Pokio\Exceptions\TaskCancelled;
use Pokio\Exceptions\TaskTimedOut;
use Pokio\Outcome;
use Pokio\Promise;
use Pokio\Status;
use Throwable;

/**
 * A closure that runs once, in the caller, and what became of it.
 *
 * @internal
 */
final class Task implements Future
{
    /** Whether somebody has met its failure: it is not uncaught then. */
    public bool $met = false;

    private readonly bool $isUsedUp;

    /** Until it is taken. */
    private ?Outcome $outcome = null;

    private bool $running = false;

    private bool $taken = false;

    private bool $cancelled = false;

    /** Whether it is ended when a handler of its messages throws. */
    private bool $isOwned = false;

    /** What a handler of its messages threw, for the function that waits. */
    private ?Throwable $interruption = null;

    /** The key by which it was asked for, as it is. */
    private mixed $key = null;

    private ?Closure $onMessage = null;

    private ?Capture $output = null;

    /** While it runs: what it sends after this is dropped. */
    private ?Limit $limit = null;

    /**
     * @param  Closure|null  $callback  Null for one that another promise has taken over, which gives null.
     */
    public function __construct(private ?Closure $callback, private readonly Options $options = new Options)
    {
        $this->isUsedUp = $callback === null;
    }

    public function isUsedUp(): bool
    {
        return $this->isUsedUp;
    }

    public function name(): ?string
    {
        return $this->options->name;
    }

    public function awaited(): bool
    {
        return $this->taken;
    }

    public function runs(): bool
    {
        return $this->running;
    }

    public function await(): mixed
    {
        return $this->take()->get();
    }

    /**
     * The outcome, for the one who asks first.
     *
     * @throws FutureAlreadyAwaited
     * @throws Throwable what a handler of messages threw
     */
    public function take(mixed $key = null, ?Options $call = null, ?Limit $deadline = null): Outcome
    {
        if ($this->taken) {
            throw new FutureAlreadyAwaited;
        }
        $this->taken = true;
        try {
            $outcome = $this->run($key, $call, $deadline);
            $this->outcome = null;

            return $outcome;
        } catch (Throwable $throwable) {
            $this->taken = false;
            throw $throwable;
        }
    }

    /**
     * Whoever took this outcome did not get it: it can be taken again.
     */
    public function giveBack(Outcome $outcome): void
    {
        $this->outcome = $outcome;
        $this->taken = false;
    }

    /**
     * The outcome, which nobody has taken by that.
     *
     * @throws Throwable what a handler of messages threw
     */
    public function run(mixed $key = null, ?Options $call = null, ?Limit $deadline = null): Outcome
    {
        Mailbox::deliver();
        if ($this->outcome !== null) {
            return $this->outcome;
        }
        $this->refuseItself();
        $this->running = true;
        $this->key = $key;
        $this->isOwned = $call !== null;
        $options = $call === null ? $this->options : $this->options->within($call);
        try {
            $this->outcome = $this->outcome($options, $deadline ?? Limit::in(null));
        } finally {
            $this->running = false;
            $this->callback = $this->onMessage = $this->output = $this->limit = null;
        }
        if ($this->interruption !== null) {
            [$throwable, $this->interruption] = [$this->interruption, null];
            throw $throwable;
        }

        return $this->outcome;
    }

    /**
     * Whether it has an outcome, or gives one at once.
     */
    public function done(): bool
    {
        if ($this->running) {
            return false;
        }
        if (! $this->taken) {
            $this->run();
        }

        return true;
    }

    /**
     * Takes the wish for an outcome back; one that runs goes on all the same.
     * Gives whether it had no outcome yet.
     *
     * @param  bool  $late  Whether an outcome that is there came too late.
     */
    public function cancel(bool $late = false): bool
    {
        $has = ! $this->running && ($this->taken || ($this->outcome !== null && ! $late));
        if ($this->cancelled || $this->isUsedUp || $has) {
            return false;
        }
        $this->cancelled = true;
        if (! $this->running) {
            $this->outcome = $this->ended(Status::Cancelled, $this->options);
            $this->callback = null;
        }

        return true;
    }

    public function isCancelled(): bool
    {
        return $this->cancelled;
    }

    /**
     * Whoever takes its messages now.
     */
    public function receiver(): ?Closure
    {
        [$onMessage, $key] = [$this->onMessage, $this->key];
        $over = $this->cancelled || $this->limit?->isOver();
        if ($onMessage === null || ($this->isOwned && $this->isInterrupted()) || $over) {
            return null;
        }

        return static fn (mixed $message): mixed => $onMessage($message, $key);
    }

    /**
     * Runs a handler of its messages: what that writes is not its output.
     */
    public function handle(Closure $handle): void
    {
        $this->output === null ? $handle() : $this->output->past($handle);
    }

    public function isInterrupted(): bool
    {
        return $this->interruption !== null;
    }

    /**
     * Makes the function that waits for this task throw, when the task is over.
     */
    public function interrupt(Throwable $throwable): void
    {
        $this->interruption ??= $throwable;
    }

    /**
     * An outcome of something that never ran.
     */
    public static function neverRun(Status $status, Throwable $error, mixed $key, ?string $name = null): Outcome
    {
        return new Outcome(status: $status, error: $error, key: self::plain($key), name: $name, pid: getmypid() ?: null);
    }

    /**
     * The key of an exception or an outcome: only what can be an array's.
     */
    public static function plain(mixed $key): int|string|null
    {
        return is_int($key) || is_string($key) ? $key : null;
    }

    /**
     * The closure, or a handler of its messages, waits for what is its own end: somebody
     * awaits it already.
     */
    private function refuseItself(): void
    {
        if ($this->running) {
            throw new FutureAlreadyAwaited;
        }
    }

    private function outcome(Options $options, Limit $deadline): Outcome
    {
        $this->onMessage = $options->onMessage;
        $limit = $this->limit = Limit::earlier(Limit::in($options->timeout), $deadline);
        $label = $options->name ?? (is_scalar($this->key) ? (string) $this->key : (string) getmypid());
        $began = Limit::now();
        $output = $this->output = new Capture($options->output, $label, $options->onMessage !== null);
        $value = $error = null;
        $before = Mailbox::enter($this);
        try {
            $value = self::unwrap($this->callback === null ? null : ($this->callback)());
        } catch (Throwable $error) {
        } finally {
            Mailbox::enter($before);
        }
        $late = $limit->isOver();
        $seconds = Limit::now() - $began;
        $captured = $output->end();

        return match (true) {
            $this->cancelled => $this->ended(Status::Cancelled, $options, $captured, $seconds),
            $late => $this->ended(Status::TimedOut, $options, $captured, $seconds, $limit->seconds),
            $error !== null => $this->ended(Status::Failed, $options, $captured, $seconds, error: $error),
            default => $this->ended(Status::Fulfilled, $options, $captured, $seconds, value: $value),
        };
    }

    private function ended(Status $status, Options $options, ?string $output = null, float $seconds = 0.0, float $limit = INF, ?Throwable $error = null, mixed $value = null): Outcome
    {
        $facts = [
            'key' => self::plain($this->key),
            'name' => $options->name,
            'output' => $output,
            'errorOutput' => $output === null ? null : '',
        ];
        $error ??= match ($status) {
            Status::TimedOut => new TaskTimedOut(...$facts, seconds: $limit),
            Status::Cancelled => new TaskCancelled(...$facts),
            default => null,
        };

        return new Outcome($status, $value, $error, ...$facts, seconds: $seconds, pid: getmypid() ?: null);
    }

    /**
     * The value itself, or what the promise that it is gives.
     */
    public static function unwrap(mixed $value): mixed
    {
        while ($value instanceof Promise) {
            $value = $value->resolve();
        }

        return $value;
    }
}
