<?php

// Without strict_types: closures are called as PHP calls callbacks, which converts arguments.

namespace Pokio\Internal;

use ArrayIterator;
use ArrayObject;
use Closure;
use Generator;
use IteratorAggregate;
use Pokio\Exceptions\FutureAlreadyAwaited;
use Pokio\Exceptions\TaskCancelled;
use Pokio\Exceptions\TasksFailed;
use Pokio\Exceptions\TaskTimedOut;
use Pokio\Outcome;
use Pokio\Output;
use Pokio\Promise;
use Pokio\Status;
use ReflectionFunction;
use SplDoublyLinkedList;
use SplFixedArray;
use SplObjectStorage;
use SplQueue;
use SplStack;
use Throwable;
use ValueError;

/**
 * One call of map(), stream(), all(), any(), race() or settle(): its tasks run
 * one after the other, in the input's order.
 *
 * @internal
 */
final class Run
{
    private ?Limit $deadline = null;

    /** @var list<Task>|null What had been started before and is taken only if nothing fails; null to take each at once. */
    private ?array $kept = null;

    /**
     * @param  iterable<mixed>|null  $items
     * @param  Closure(mixed, mixed): (Closure|Promise<mixed>)  $task  What to run for an item.
     * @param  bool  $isOwner  Whether the items are promises and closures, which this call owns.
     */
    private function __construct(
        private ?iterable $items,
        private readonly Closure $task,
        private readonly bool $isOwner,
        private readonly Options $options,
        private readonly ?float $seconds,
    ) {}

    /**
     * Of items with a closure for each, or of promises and closures.
     *
     * @param  iterable<mixed>  $items
     */
    public static function over(iterable $items, ?Closure $task, Options $options, ?float $deadline): self
    {
        return new self($items, match (true) {
            $task === null => self::itself('Pokio\stream'),
            (new ReflectionFunction($task))->getNumberOfRequiredParameters() > 1 => static fn (mixed $item, mixed $key): Closure => static fn (): mixed => $task($item, $key),
            default => static fn (mixed $item): Closure => static fn (): mixed => $task($item),
        }, $task === null, $options, $deadline);
    }

    /**
     * Of promises and closures.
     *
     * @param  iterable<mixed>  $tasks
     */
    public static function of(string $function, iterable $tasks, ?int $concurrency, ?float $timeout, ?float $deadline, Output $output = Output::Inherit, ?Closure $onMessage = null): self
    {
        Check::atLeast($function, 2, 'concurrency', $concurrency, 1);
        Check::seconds($function, 3, 'timeout', $timeout);
        Check::seconds($function, 4, 'deadline', $deadline);
        Check::tasks($function, $tasks);

        return new self($tasks, self::itself($function), true, new Options(null, $timeout, $output, $onMessage), $deadline);
    }

    /**
     * The outcomes by key, each when it is asked for.
     *
     * @return Generator<mixed, Outcome<mixed>>
     */
    public function outcomes(bool $forArray = false): Generator
    {
        $this->deadline = Limit::in($this->seconds);
        while ($this->items instanceof IteratorAggregate && ! self::isPlain($this->items)) {
            $this->items = $this->items->getIterator();
        }
        foreach ($this->items ?? [] as $key => $item) {
            if ($forArray) {
                [$key ?? '' => true]; // refuses what can be no array's key
            }
            $item = ($this->task)($item, $key);
            $late = $this->deadline->isOver();
            yield $key => $late ? $this->cancelled($item, $key) : $this->outcome($item, $key);
            if ($late && ! is_array($this->items) && ! ($this->isOwner && self::isPlain($this->items))) {
                return;
            }
        }
    }

    /**
     * An outcome's value, or throws its failure.
     */
    public function value(Outcome $outcome): mixed
    {
        if ($this->isEndedByDeadline($outcome)) {
            throw $this->timedOut();
        }

        return $outcome->get();
    }

    /**
     * @return array<mixed>
     */
    public function values(): array
    {
        $values = $this->kept = [];
        try {
            foreach ($this->outcomes(forArray: true) as $key => $outcome) {
                $values[$key ?? ''] = $this->value($outcome);
            }
            foreach ($this->kept as $task) {
                $task->take();
            }

            return $values;
        } finally {
            $this->close();
        }
    }

    /**
     * @return array<Outcome<mixed>>
     */
    public function settled(): array
    {
        $outcomes = [];
        try {
            foreach ($this->outcomes(forArray: true) as $key => $outcome) {
                $outcomes[$key ?? ''] = $outcome;
            }

            return $outcomes;
        } finally {
            $this->close();
        }
    }

    /**
     * What ends first.
     */
    public function first(string $function): mixed
    {
        try {
            foreach ($this->outcomes() as $outcome) {
                return $this->value($outcome);
            }
        } finally {
            $this->close();
        }
        throw self::nothing($function);
    }

    /**
     * The first value.
     */
    public function firstValue(string $function): mixed
    {
        $errors = [];
        try {
            foreach ($this->outcomes(forArray: true) as $key => $outcome) {
                if ($outcome->status === Status::Fulfilled) {
                    return $outcome->value;
                }
                if ($this->isEndedByDeadline($outcome)) {
                    throw $this->timedOut();
                }
                $errors[$key ?? ''] = $outcome->error;
            }
        } finally {
            $this->close();
        }
        throw $errors === [] ? self::nothing($function) : new TasksFailed(errors: $errors);
    }

    /**
     * Lets the input go. Promises whose turn never came are cancelled, where they
     * can be found without running the caller's code.
     */
    public function close(): void
    {
        $items = $this->items;
        $this->items = null;
        if ($this->isOwner && self::isPlain($items)) {
            foreach ($items as $item) {
                if ($item instanceof Promise && Promises::find($item) === null) {
                    Promises::start($item)->cancel();
                }
            }
        }
    }

    /**
     * Whether a walk runs none of the caller's code and comes to an end.
     *
     * @param  iterable<mixed>|null  $items
     */
    private static function isPlain(?iterable $items): bool
    {
        return is_array($items) || ($items !== null && in_array(get_class($items), [
            ArrayIterator::class, ArrayObject::class, SplFixedArray::class, SplObjectStorage::class,
            SplDoublyLinkedList::class, SplQueue::class, SplStack::class,
        ], true));
    }

    /**
     * @return Closure(mixed): (Closure|Promise<mixed>)
     */
    private static function itself(string $function): Closure
    {
        return static function (mixed $task) use ($function): Closure|Promise {
            Check::task($function, $task);

            return $task;
        };
    }

    private function outcome(Closure|Promise $item, mixed $key): Outcome
    {
        $begun = $item instanceof Promise ? Promises::find($item) : null;
        if ($begun !== null) {
            return $this->outcomeOfBegun($begun, $key);
        }
        $task = $item instanceof Promise ? Promises::start($item) : new Task($item);
        try {
            return $task->take($key, $this->options, $this->deadline);
        } catch (Throwable $throwable) {
            // What a handler threw ends the call, and what is the call's with it.
            $task->cancel(late: true);
            throw $throwable;
        }
    }

    /**
     * What had been started before is not ours: our limits do not touch it, and
     * when the deadline is over it can be awaited later.
     */
    private function outcomeOfBegun(Task $task, mixed $key): Outcome
    {
        if ($task->awaited()) {
            return Task::neverRun(Status::Failed, new FutureAlreadyAwaited, $key, $task->name());
        }
        $outcome = $task->run();
        if ($this->deadline?->isOver()) {
            return $this->late($task, $key);
        }

        if ($this->kept !== null && $outcome->status === Status::Fulfilled) {
            $this->kept[] = $task;

            return self::named($outcome, $key);
        }

        return self::named($task->take(), $key);
    }

    /**
     * The outcome of what had been started before, when the deadline is over.
     */
    private function late(Task $begun, mixed $key): Outcome
    {
        $error = new TaskTimedOut(key: Task::plain($key), name: $begun->name(), seconds: (float) $this->seconds);

        return Task::neverRun(Status::TimedOut, $error, $key, $begun->name());
    }

    /**
     * The outcome of something whose turn comes when the deadline is over.
     */
    private function cancelled(Closure|Promise $item, mixed $key): Outcome
    {
        $begun = $item instanceof Promise ? Promises::find($item) : null;
        if ($begun?->awaited()) {
            return Task::neverRun(Status::Failed, new FutureAlreadyAwaited, $key, $begun->name());
        }
        if ($begun !== null) {
            return $this->late($begun, $key);
        }
        $task = $item instanceof Promise ? Promises::start($item) : new Task($item);
        $task->cancel();

        return Task::neverRun(Status::Cancelled, new TaskCancelled(key: Task::plain($key), name: $task->name()), $key, $task->name());
    }

    /**
     * The same outcome with the key that it has in this call; an exception of ours
     * says it, too.
     */
    private static function named(Outcome $outcome, mixed $key): Outcome
    {
        $facts = ['key' => Task::plain($key), 'name' => $outcome->name, 'output' => $outcome->output, 'errorOutput' => $outcome->errorOutput];
        $error = match ($outcome->status) {
            Status::TimedOut => new TaskTimedOut(...$facts, seconds: $outcome->error->seconds),
            Status::Cancelled => new TaskCancelled(...$facts),
            default => $outcome->error,
        };

        return new Outcome(...['error' => $error] + $facts + get_object_vars($outcome));
    }

    private function isEndedByDeadline(Outcome $outcome): bool
    {
        return $this->deadline?->isOver() && in_array($outcome->status, [Status::TimedOut, Status::Cancelled], true);
    }

    private function timedOut(): TaskTimedOut
    {
        return new TaskTimedOut(Text::notAll((float) $this->seconds), seconds: (float) $this->seconds);
    }

    private static function nothing(string $function): ValueError
    {
        return new ValueError("$function(): Argument #1 (\$tasks) must not be empty");
    }
}
