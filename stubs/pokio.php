<?php

/**
 * Everything that the extension pokio declares, for editors and static analysis.
 * This file is never run: the extension declares all of it itself.
 */

namespace {
    /**
     * Makes a promise of a closure. Nothing runs yet: the closure starts, in a
     * process of its own where PHP can fork, when the promise is awaited,
     * deferred, resolved, invoked or destroyed.
     *
     * Left out with pokio.functions=off; Pokio\async() is always there.
     *
     * @template TReturn
     *
     * @param  \Closure(): (TReturn|Pokio\Promise<TReturn>)  $callback  The task. Its value comes back through serialize() and unserialize(), unless it consists of scalars and arrays.
     * @return Pokio\Promise<TReturn>
     *
     * @param-later-invoked-callable $callback
     *
     * @phpstan-throws void
     *
     * @link ../docs/reference.md#promises
     * @since 0.1.0
     */
    function async(\Closure $callback): Pokio\Promise {}

    /**
     * Waits for a promise and gives its value, or throws what its closure threw.
     *
     * Given an array, it starts all promises and waits for them in the array's
     * order; the values have the same keys. The first failure in that order is
     * thrown. A task that died (exit, a fatal error, a signal) gives null, unless
     * pokio.died is "throw".
     *
     * Left out with pokio.functions=off; Pokio\await() is always there.
     *
     * @template TKey of array-key = array-key
     * @template TReturn = mixed
     *
     * @param  array<TKey, Pokio\Promise<TReturn>>|Pokio\Promise<TReturn>  $promises
     * @return ($promises is array ? array<TKey, TReturn> : TReturn)
     *
     * @phpstan-return ($promises is array ? ($promises is list ? list<TReturn> : array<TKey, TReturn>) : TReturn)
     *
     * @phpstan-impure
     *
     * @throws \TypeError if the array holds anything but promises; no task has started then
     * @throws Pokio\Exceptions\FutureAlreadyAwaited if a promise has been awaited before
     * @throws Pokio\Exceptions\TaskDied if a task died and pokio.died is "throw"
     * @throws \LogicException if another process started the promise, or if pokio.runtime is "fork" where PHP cannot fork
     * @throws \RuntimeException if the system refuses another process and no task is left to wait for, or memory for the result
     * @throws \Throwable what the closure threw, or what serialize() says about its value
     *
     * @link ../docs/reference.md#functions
     * @since 0.1.0
     */
    function await(Pokio\Promise|array $promises): mixed {}

    /**
     * Gives the object that chooses the runtime. Left out with pokio.functions=off.
     *
     * @since 0.1.0
     */
    function pokio(): Pokio\Pokio {}
}

namespace Pokio {
    use Closure;
    use Pokio\Contracts\Future;
    use Pokio\Contracts\Runtime;

    /**
     * Makes a promise of a closure, with options that the global async() has not.
     * Nothing runs yet: the closure starts, in a process of its own where PHP can
     * fork, when the promise is awaited, deferred, resolved, invoked or destroyed.
     *
     * The options go on to then(), catch() and finally(): the limit is that of
     * the whole chain, and a catch() in it cannot undo it.
     *
     * @template TReturn
     *
     * @param  Closure(): (TReturn|Promise<TReturn>)  $callback  The task. Its value comes back through serialize() and unserialize(), unless it consists of scalars and arrays.
     * @param  string|null  $name  What messages and outcomes call the task.
     * @param  float|null  $timeout  Seconds that the task may take, from its start; null or INF for no limit.
     * @param  Output  $output  Where standard output and standard error of the task go.
     * @param  (Closure(mixed, null): mixed)|null  $onMessage  Called in the caller with each message that a task sends, and its key.
     * @return Promise<TReturn>
     *
     * @param-later-invoked-callable $callback
     * @param-later-invoked-callable $onMessage
     *
     * @throws \ValueError if the timeout is not above 0
     *
     * @phpstan-throws void
     *
     * @link ../docs/task-control.md#async-and-await
     * @since 0.1.0
     */
    function async(Closure $callback, ?string $name = null, ?float $timeout = null, Output $output = Output::Inherit, ?Closure $onMessage = null): Promise {}

    /**
     * Waits for a promise and gives its value, or throws what its closure threw.
     * A task that died is a TaskDied, never null.
     *
     * Given an array, it starts all promises and waits for them in the array's
     * order; the values have the same keys. The first failure in that order is
     * thrown.
     *
     * @template TKey of array-key = array-key
     * @template TReturn = mixed
     *
     * @param  array<TKey, Promise<TReturn>>|Promise<TReturn>  $promises
     * @param  float|null  $timeout  Seconds to wait for all of them; what has not ended then is cancelled. Null or INF for no limit.
     * @return ($promises is array ? array<TKey, TReturn> : TReturn)
     *
     * @phpstan-return ($promises is array ? ($promises is list ? list<TReturn> : array<TKey, TReturn>) : TReturn)
     *
     * @phpstan-impure
     *
     * @throws \TypeError if the array holds anything but promises; no task has started then
     * @throws \ValueError if the timeout is not above 0
     * @throws Exceptions\FutureAlreadyAwaited if a promise has been awaited before
     * @throws Exceptions\TaskDied if a task died
     * @throws Exceptions\TaskTimedOut if a limit was over
     * @throws Exceptions\TaskCancelled if a promise has been cancelled
     * @throws \LogicException if another process started the promise, or if pokio.runtime is "fork" where PHP cannot fork
     * @throws \RuntimeException if the system refuses another process and no task is left to wait for, or memory for the result
     * @throws \Throwable what the closure threw, or what serialize() says about its value
     *
     * @link ../docs/task-control.md#async-and-await
     * @since 0.1.0
     */
    function await(Promise|array $promises, ?float $timeout = null): mixed {}

    /**
     * Calls a closure for each item, in parallel, and gives the results by key, in
     * the input's order. The first failure cancels the rest and is thrown.
     *
     * A few processes share the items, unless tasksPerProcess is 1: what a task
     * leaves in globals and statics, the next task of that process finds.
     *
     * @template TKey of array-key = array-key
     * @template TItem = mixed
     * @template TReturn = mixed
     *
     * @param  iterable<TKey, TItem>  $items  The input; pulled only when there is a place for it.
     * @param  Closure(TItem, TKey): (TReturn|Promise<TReturn>)  $task  Called with the item; with the key, too, if it requires two parameters.
     * @param  int|null  $concurrency  How many tasks run at once, at least 1; null for Environment::maxProcesses().
     * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
     * @param  float|null  $deadline  Seconds that the whole call may take; null or INF for no limit.
     * @param  int|null  $tasksPerProcess  How many tasks a process may run, one after another; null or 0 for any number.
     * @param  Output  $output  Where standard output and standard error of each task go.
     * @param  (Closure(mixed, TKey): mixed)|null  $onMessage  Called in the caller with each message that a task sends, and its key.
     * @return array<TKey, TReturn>
     *
     * @phpstan-return ($items is list ? list<TReturn> : array<TKey, TReturn>)
     *
     * @phpstan-impure
     *
     * @throws \ValueError if an option makes no sense; nothing has started then
     * @throws Exceptions\TaskDied if a task died
     * @throws Exceptions\TaskTimedOut if a limit was over
     * @throws \RuntimeException if the system refuses another process and no task is left to wait for, or memory for a result
     * @throws \Throwable what the closure or the input threw, or what serialize() says about a result
     *
     * @link ../docs/task-control.md#map
     * @since 0.1.0
     */
    function map(iterable $items, Closure $task, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null, ?int $tasksPerProcess = null, Output $output = Output::Inherit, ?Closure $onMessage = null): array {}

    /**
     * Calls a closure for each item, in parallel, and gives key and result of each
     * while the rest runs. Leaving the loop cancels what still runs.
     *
     * Nothing runs before the loop begins. Running tasks and results that nobody
     * has read are together at most three times as many as run at once.
     *
     * @template TKey
     * @template TItem
     * @template TReturn = mixed
     *
     * @param  iterable<TKey, TItem>  $items  The input, which may be endless; without a task, promises and closures.
     * @param  (Closure(TItem, TKey): (TReturn|Promise<TReturn>))|null  $task  Called with the item; with the key, too, if it requires two parameters.
     * @param  bool  $ordered  In the input's order; false: as the tasks end.
     * @param  bool  $settle  Give an Outcome for each item, and throw nothing for a task.
     * @param  int|null  $concurrency  How many tasks run at once, at least 1; null for Environment::maxProcesses().
     * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
     * @param  float|null  $deadline  Seconds that the loop may take, from its first item; null or INF for no limit.
     * @param  int|null  $tasksPerProcess  How many tasks a process may run, one after another; null or 0 for any number.
     * @param  Output  $output  Where standard output and standard error of each task go.
     * @param  (Closure(mixed, TKey): mixed)|null  $onMessage  Called in the caller with each message that a task sends, and its key.
     * @return ($settle is true ? Stream<TKey, Outcome<TReturn>> : Stream<TKey, TReturn>)
     *
     * @param-later-invoked-callable $task
     * @param-later-invoked-callable $onMessage
     *
     * @throws \ValueError if an option makes no sense
     * @throws \TypeError if there is no task and an array holds anything but promises and closures
     *
     * @link ../docs/task-control.md#stream
     * @since 0.1.0
     */
    function stream(iterable $items, ?Closure $task = null, bool $ordered = true, bool $settle = false, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null, ?int $tasksPerProcess = null, Output $output = Output::Inherit, ?Closure $onMessage = null): Stream {}

    /**
     * Runs promises and closures in parallel and gives their values by key, in the
     * input's order. The first failure cancels the rest and is thrown.
     *
     * @template TKey of array-key = array-key
     * @template TReturn = mixed
     *
     * @param  iterable<TKey, Closure(): (TReturn|Promise<TReturn>)|Promise<TReturn>>  $tasks  Promises and closures, mixed. Each runs in a process of its own.
     * @param  int|null  $concurrency  How many tasks run at once, at least 1; null for Environment::maxProcesses().
     * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
     * @param  float|null  $deadline  Seconds that the whole call may take; null or INF for no limit.
     * @return array<TKey, TReturn>
     *
     * @phpstan-return ($tasks is list ? list<TReturn> : array<TKey, TReturn>)
     *
     * @phpstan-impure
     *
     * @throws \ValueError if an option makes no sense; nothing has started then
     * @throws \TypeError if there is anything but promises and closures
     * @throws Exceptions\TaskDied if a task died
     * @throws Exceptions\TaskTimedOut if a limit was over
     * @throws \RuntimeException if the system refuses another process and no task is left to wait for, or memory for a result
     * @throws \Throwable what a closure or the input threw, or what serialize() says about a result
     *
     * @link ../docs/task-control.md#all
     * @since 0.1.0
     */
    function all(iterable $tasks, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null): array {}

    /**
     * Gives the first value and cancels the rest. When all fail, the exception has
     * what each of them threw.
     *
     * @template TReturn = mixed
     *
     * @param  iterable<mixed, Closure(): (TReturn|Promise<TReturn>)|Promise<TReturn>>  $tasks  Promises and closures, mixed. Each runs in a process of its own.
     * @param  int|null  $concurrency  How many tasks run at once, at least 1; null for Environment::maxProcesses().
     * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
     * @param  float|null  $deadline  Seconds that the whole call may take; null or INF for no limit.
     * @return TReturn
     *
     * @phpstan-impure
     *
     * @throws \ValueError if an option makes no sense, or if there are no tasks
     * @throws \TypeError if there is anything but promises and closures
     * @throws Exceptions\TasksFailed if all fail
     * @throws Exceptions\TaskTimedOut if the deadline was over
     * @throws \RuntimeException if the system refuses another process and no task is left to wait for, or memory for a result
     * @throws \Throwable what the input threw
     *
     * @link ../docs/task-control.md#any
     * @since 0.1.0
     */
    function any(iterable $tasks, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null): mixed {}

    /**
     * Gives the value of what ends first, or throws its exception, and cancels the
     * rest.
     *
     * @template TReturn = mixed
     *
     * @param  iterable<mixed, Closure(): (TReturn|Promise<TReturn>)|Promise<TReturn>>  $tasks  Promises and closures, mixed. Each runs in a process of its own.
     * @param  int|null  $concurrency  How many tasks run at once, at least 1; null for Environment::maxProcesses().
     * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
     * @param  float|null  $deadline  Seconds that the whole call may take; null or INF for no limit.
     * @return TReturn
     *
     * @phpstan-impure
     *
     * @throws \ValueError if an option makes no sense, or if there are no tasks
     * @throws \TypeError if there is anything but promises and closures
     * @throws Exceptions\TaskDied if the first task died
     * @throws Exceptions\TaskTimedOut if a limit was over
     * @throws \RuntimeException if the system refuses another process and no task is left to wait for, or memory for a result
     * @throws \Throwable what the first task or the input threw
     *
     * @link ../docs/task-control.md#race
     * @since 0.1.0
     */
    function race(iterable $tasks, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null): mixed {}

    /**
     * Runs promises and closures in parallel and gives an outcome for each, by key,
     * in the input's order. It throws nothing for a task.
     *
     * @template TKey of array-key = array-key
     * @template TReturn = mixed
     *
     * @param  iterable<TKey, Closure(): (TReturn|Promise<TReturn>)|Promise<TReturn>>  $tasks  Promises and closures, mixed. Each runs in a process of its own.
     * @param  int|null  $concurrency  How many tasks run at once, at least 1; null for Environment::maxProcesses().
     * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
     * @param  float|null  $deadline  Seconds that the whole call may take; null or INF for no limit.
     * @param  Output  $output  Where standard output and standard error of each task go.
     * @param  (Closure(mixed, TKey): mixed)|null  $onMessage  Called in the caller with each message that a task sends, and its key.
     * @return array<TKey, Outcome<TReturn>>
     *
     * @phpstan-return ($tasks is list ? list<Outcome<TReturn>> : array<TKey, Outcome<TReturn>>)
     *
     * @phpstan-impure
     *
     * @throws \ValueError if an option makes no sense; nothing has started then
     * @throws \TypeError if there is anything but promises and closures
     * @throws \Throwable what the input threw
     *
     * @link ../docs/task-control.md#settle
     * @since 0.1.0
     */
    function settle(iterable $tasks, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null, Output $output = Output::Inherit, ?Closure $onMessage = null): array {}

    /**
     * Ends the tasks of promises that run, and keeps from starting those that have
     * not. Awaiting one of them throws TaskCancelled. Gives how many of them had no
     * outcome before.
     *
     * @param  Promise<mixed>  ...$promises  Those that are used up, or of another process, count 0.
     *
     * @phpstan-impure
     *
     * @link ../docs/task-control.md#cancel
     * @since 0.1.0
     */
    function cancel(Promise ...$promises): int {}

    /**
     * Whether await() of the promise would return at once. A promise that has not
     * started is not done.
     *
     * @param  Promise<mixed>  $promise
     *
     * @phpstan-impure
     *
     * @link ../docs/task-control.md#done
     * @since 0.1.0
     */
    function done(Promise $promise): bool {}

    /**
     * Sends a message from a task to the onMessage of whoever waits for it. Without
     * a receiver the message is dropped.
     *
     * @param  mixed  $message  Anything that can be serialized.
     *
     * @phpstan-impure
     *
     * @throws \Throwable what serialize() says about the message
     *
     * @link ../docs/task-control.md#send
     * @since 0.1.0
     */
    function send(mixed $message): void {}

    /**
     * Registers closures to be called around every fork, until Hook::remove(). In
     * the sync runtime none is called.
     *
     * @param  (Closure(): mixed)|null  $before  In the caller, before the fork; what it throws fails the task.
     * @param  (Closure(): mixed)|null  $child  First in the new process, in the order of registration; what it throws fails the task.
     * @param  (Closure(): mixed)|null  $end  Last in that process, in reverse order, but not after a death. Its value goes to $parent.
     * @param  (Closure(mixed, Outcome<mixed>): mixed)|null  $parent  In the caller, in reverse order, with what $end returned (null after a death, and after a limit or a cancel unless it had come by then) and the last outcome of that process.
     *
     * @param-later-invoked-callable $before
     * @param-later-invoked-callable $child
     * @param-later-invoked-callable $end
     * @param-later-invoked-callable $parent
     *
     * @phpstan-impure
     *
     * @link ../docs/task-control.md#atfork
     * @since 0.1.0
     */
    function atFork(?Closure $before = null, ?Closure $child = null, ?Closure $end = null, ?Closure $parent = null): Hook {}

    /**
     * What stream() gives: keys and results, to be read by one loop. It can be
     * neither cloned nor serialized.
     *
     * @template-covariant TKey
     * @template-covariant TValue
     *
     * @implements \Iterator<TKey, TValue>
     *
     * @link ../docs/task-control.md#stream
     * @since 0.1.0
     */
    final class Stream implements \Iterator
    {
        /**
         * Only stream() makes one.
         */
        private function __construct() {}

        /**
         * Gives the result at this place. Before rewind() it waits for the first
         * one, as key() and valid() do.
         *
         * @return TValue
         *
         * @phpstan-impure
         *
         * @throws \Throwable what a task or the input threw, or TaskTimedOut if a limit was over
         */
        public function current(): mixed {}

        /**
         * Gives the item's key, of any type.
         *
         * @return TKey
         *
         * @phpstan-impure
         *
         * @throws \Throwable what a task or the input threw, or TaskTimedOut if a limit was over
         */
        public function key(): mixed {}

        /**
         * Waits for the next result.
         *
         * @throws \Throwable what a task or the input threw, or TaskTimedOut if a limit was over
         */
        public function next(): void {}

        /**
         * Begins the loop and waits for the first result.
         *
         * @throws \LogicException if a loop has begun before
         * @throws \Throwable what a task or the input threw, or TaskTimedOut if a limit was over
         */
        public function rewind(): void {}

        /**
         * Says whether there is a result at this place.
         *
         * @phpstan-impure
         *
         * @throws \Throwable what a task or the input threw, or TaskTimedOut if a limit was over
         */
        public function valid(): bool {}
    }

    /**
     * What atFork() gives, to take the closures back.
     *
     * @link ../docs/task-control.md#atfork
     * @since 0.1.0
     */
    final class Hook
    {
        /**
         * Only atFork() makes one.
         */
        private function __construct() {}

        /**
         * Takes the closures back, for forks from now on. Processes keep those that
         * they were forked with.
         */
        public function remove(): void {}
    }

    /**
     * Where standard output and standard error of a task go.
     *
     * @link ../docs/task-control.md#output
     * @since 0.1.0
     */
    enum Output
    {
        /** To those of the caller's process. */
        case Inherit;

        /** Into the outcome and the exception. */
        case Capture;

        /** To those of the caller's process, by whole lines with "[name] " before each. */
        case Prefix;

        /** Nowhere. */
        case Discard;
    }

    /**
     * How a task has ended.
     *
     * @link ../docs/task-control.md#settle
     * @since 0.1.0
     */
    enum Status
    {
        /** It gave a value. */
        case Fulfilled;

        /** It threw. */
        case Failed;

        /** Its process ended before: exit, a fatal error, a signal. */
        case Died;

        /** It had not ended when its limit was over. */
        case TimedOut;

        /** Its caller ended it, or did not start it. */
        case Cancelled;
    }

    /**
     * How a task has ended, and what was measured.
     *
     * @template-covariant TValue = mixed
     *
     * @link ../docs/task-control.md#settle
     * @since 0.1.0
     */
    final readonly class Outcome
    {
        public Status $status;

        /** @var TValue|null  What the task gave; null unless it is Fulfilled. */
        public mixed $value;

        /** What get() throws; null if the task is Fulfilled. */
        public ?\Throwable $error;

        /** The item's key; null where that is neither int nor string. */
        public int|string|null $key;

        public ?string $name;

        /** What the task wrote to standard output, under Output::Capture. */
        public ?string $output;

        /** What the task wrote to standard error, under Output::Capture. */
        public ?string $errorOutput;

        /** Seconds from the task's start to its end; 0.0 if it never started. */
        public float $seconds;

        /** Number of the process that ran the task. */
        public ?int $pid;

        /** Bytes of memory that the task had at most; null without fork. */
        public ?int $peakMemory;

        /**
         * Makes an outcome, as tests need them.
         *
         * @param  Status  $status
         * @param  TValue|null  $value
         * @param  \Throwable|null  $error
         * @param  int|string|null  $key
         * @param  string|null  $name
         * @param  string|null  $output
         * @param  string|null  $errorOutput
         * @param  float  $seconds
         * @param  int|null  $pid
         * @param  int|null  $peakMemory  Bytes.
         */
        public function __construct(Status $status, mixed $value = null, ?\Throwable $error = null, int|string|null $key = null, ?string $name = null, ?string $output = null, ?string $errorOutput = null, float $seconds = 0.0, ?int $pid = null, ?int $peakMemory = null) {}

        /**
         * What serialize() writes: the arguments in the traces of the error are left out.
         *
         * @return array<string, mixed>
         */
        public function __serialize(): array {}

        /**
         * Gives the value, or throws the error.
         *
         * @return TValue
         *
         * @throws \Throwable the error
         */
        public function get(): mixed {}
    }

    /**
     * A closure that will run, and what it will give.
     *
     * @template-covariant TReturn
     *
     * @link ../docs/reference.md#promises
     * @since 0.1.0
     */
    final class Promise
    {
        /**
         * Makes a promise of a closure, as async() does.
         *
         * @param  Closure(): (TReturn|self<TReturn>)  $callback
         *
         * @param-later-invoked-callable $callback
         *
         * @phpstan-throws void
         */
        public function __construct(Closure $callback) {}

        /**
         * A promise that nobody awaited runs all the same: it starts now, and is
         * waited for at the latest when the program ends.
         */
        public function __destruct() {}

        /**
         * The same as await() of this promise.
         *
         * @return TReturn
         *
         * @throws Exceptions\FutureAlreadyAwaited if it has been awaited before
         * @throws Exceptions\TaskDied if the task died and pokio.died is "throw"
         * @throws \Throwable what the closure threw
         *
         * @phpstan-impure
         */
        public function __invoke(): mixed {}

        /**
         * A promise whose task goes on with this callback, which gets the value.
         * A promise that the callback returns is awaited. This promise is used
         * up: it gives null.
         *
         * @template TThenReturn
         *
         * @param  Closure(TReturn): (TThenReturn|self<TThenReturn>)  $then
         * @return self<TThenReturn>
         *
         * @param-later-invoked-callable $then
         *
         * @throws Exceptions\PromiseAlreadyStarted if the promise has started or is used up
         */
        public function then(Closure $then): self {}

        /**
         * A promise whose task goes on with this callback when something was
         * thrown that the callback's first parameter admits; anything else goes
         * on to the next handler, or to whoever awaits. A callback without a
         * type or without a parameter takes everything. This promise is used up.
         *
         * @template TThrowable of \Throwable
         * @template TCatchReturn
         *
         * @param  Closure(TThrowable): (TCatchReturn|self<TCatchReturn>)  $catch
         * @return self<TReturn|TCatchReturn>
         *
         * @param-later-invoked-callable $catch
         *
         * @throws Exceptions\PromiseAlreadyStarted if the promise has started or is used up
         */
        public function catch(Closure $catch): self {}

        /**
         * A promise whose task runs this callback in any case, and then has the
         * outcome that it had before. What the callback returns is ignored; what
         * it throws replaces the outcome. This promise is used up.
         *
         * @param  Closure(): mixed  $finally
         * @return self<TReturn>
         *
         * @param-later-invoked-callable $finally
         *
         * @throws Exceptions\PromiseAlreadyStarted if the promise has started or is used up
         */
        public function finally(Closure $finally): self {}

        /**
         * The same as await() of this promise.
         *
         * @return TReturn
         *
         * @throws Exceptions\FutureAlreadyAwaited if it has been awaited before
         * @throws Exceptions\TaskDied if the task died and pokio.died is "throw"
         * @throws \Throwable what the closure threw
         *
         * @phpstan-impure
         */
        public function resolve(): mixed {}

        /**
         * Starts the closure, unless it has started, and goes on. Waits first
         * when as many tasks run as may run at once.
         *
         * @throws \LogicException if pokio.runtime is "fork" where PHP cannot fork
         * @throws \RuntimeException if the system refuses another process and there is none to wait for, or memory for the result
         * @throws \Throwable what an onMessage closure threw meanwhile
         */
        public function defer(): void {}
    }

    /**
     * For choosing the runtime: pokio()->useSync().
     */
    final readonly class Pokio
    {
        /**
         * What starts from now on runs in processes of its own.
         *
         * @throws \LogicException where PHP cannot fork
         */
        public function useFork(): void {}

        /**
         * What starts from now on runs in the caller, when it is awaited.
         */
        public function useSync(): void {}
    }

    /**
     * Which runtime is in force. There is one kernel for each process.
     */
    final class Kernel
    {
        /**
         * Only instance() makes one.
         *
         * @param  int  $orchestratorPid  The process for which the kernel is made.
         */
        private function __construct(int $orchestratorPid) {}

        /**
         * The kernel of this process.
         */
        public static function instance(): self {}

        /**
         * What starts from now on runs in processes of its own.
         *
         * @throws \LogicException where PHP cannot fork
         */
        public function useFork(): void {}

        /**
         * What starts from now on runs in the caller, when it is awaited.
         */
        public function useSync(): void {}

        /**
         * The runtime for what starts now; inside a task always a SyncRuntime.
         *
         * @throws \LogicException if pokio.runtime is "fork" where PHP cannot fork
         *
         * @phpstan-impure
         */
        public function runtime(): Runtime {}

        /**
         * Whether this process is not a task's: false inside a task, otherwise true.
         *
         * @phpstan-impure
         */
        public function isOrchestrator(): bool {}
    }

    /**
     * What this machine and this PHP allow.
     */
    final class Environment
    {
        /**
         * Whether tasks can have processes of their own: on the command line, in
         * a process with one PHP thread, without Xdebug's debug mode.
         *
         * @phpstan-impure
         */
        public static function supportsFork(): bool {}

        /**
         * How many tasks run at once: pokio.max_processes, or processors x
         * FORK_IO_FACTOR (3) and memory / FORK_MEM_PER_PROC (100 MiB), whichever
         * is less, and at least 1. Found out at the first call.
         *
         * @phpstan-impure
         */
        public static function maxProcesses(): int {}

        /**
         * The machine's memory in bytes.
         *
         * @param  string  $os  "Linux" or "Darwin".
         * @param  string|null  $memInfo  What /proc/meminfo is taken to hold; null for the file itself.
         *
         * @throws \RuntimeException if there is no telling
         */
        private static function getTotalMemory(string $os = \PHP_OS_FAMILY, ?string $memInfo = null): int {}

        /**
         * Whether Xdebug is loaded with "debug" in its mode.
         */
        private static function hasXdebugDebugMode(): bool {}
    }

    /**
     * The futures that nobody awaits, to be waited for before the program ends.
     */
    final class UnwaitedFutureManager
    {
        /**
         * Only instance() makes one.
         *
         * @param  array<int, Future<mixed>>  $queue
         */
        private function __construct(array $queue) {}

        /**
         * Waits for those that are left.
         */
        public function __destruct() {}

        /**
         * The manager of this process.
         */
        public static function instance(): self {}

        /**
         * Adds a future, unless it is there.
         *
         * @param  Future<mixed>  $future
         */
        public function schedule(Future $future): void {}

        /**
         * Takes a future out.
         *
         * @param  Future<mixed>  $future
         */
        public function unschedule(Future $future): void {}

        /**
         * Forgets all futures.
         */
        public function flush(): void {}

        /**
         * Waits for all futures in the order in which they were scheduled, those
         * too that are scheduled meanwhile.
         *
         * @throws \Throwable what the first that fails throws; the others stay
         */
        public function run(): void {}
    }
}

namespace Pokio\Contracts {
    use Closure;

    /**
     * What a runtime gives for a closure.
     *
     * @template-covariant TResult
     */
    interface Future
    {
        /**
         * Waits for the closure and gives its value.
         *
         * @return TResult
         *
         * @throws \Throwable what the closure threw
         *
         * @phpstan-impure
         */
        public function await(): mixed;

        /**
         * Whether await() has been called.
         *
         * @phpstan-impure
         */
        public function awaited(): bool;
    }

    /**
     * Where closures run.
     */
    interface Runtime
    {
        /**
         * Starts the closure, or prepares it, and gives its future.
         *
         * @template TResult
         *
         * @param  Closure(): TResult  $callback
         * @return Future<TResult>
         *
         * @param-later-invoked-callable $callback
         */
        public function defer(Closure $callback): Future;
    }
}

namespace Pokio\Exceptions {
    use RuntimeException;

    /**
     * A promise was resolved, or a future awaited, a second time.
     */
    final class FutureAlreadyAwaited extends RuntimeException
    {
        /**
         * The message is "The promise has already been resolved.", the code 0.
         */
        public function __construct() {}
    }

    /**
     * then(), catch() or finally() was called on a promise that had started.
     */
    final class PromiseAlreadyStarted extends RuntimeException
    {
        /**
         * The message is "The promise has already been started.", the code 0.
         */
        public function __construct() {}
    }

    /**
     * What happened to one task: the base of the exceptions that name it.
     *
     * @link ../docs/task-control.md#exceptions
     * @since 0.1.0
     */
    abstract class TaskException extends RuntimeException
    {
        /** The item's key. */
        public readonly int|string|null $key;

        public readonly ?string $name;

        /** What the task wrote to standard output, under Output::Capture. */
        public readonly ?string $output;

        /** What the task wrote to standard error, under Output::Capture. */
        public readonly ?string $errorOutput;

        /**
         * Makes one, as tests need them.
         *
         * @param  string|null  $message
         * @param  int  $code
         * @param  \Throwable|null  $previous
         * @param  int|string|null  $key
         * @param  string|null  $name
         * @param  string|null  $output
         * @param  string|null  $errorOutput
         */
        public function __construct(?string $message = null, int $code = 0, ?\Throwable $previous = null, int|string|null $key = null, ?string $name = null, ?string $output = null, ?string $errorOutput = null) {}
    }

    /**
     * A task's process ended before the task did: exit, a fatal error, a signal.
     *
     * @link ../docs/task-control.md#exceptions
     * @since 0.1.0
     */
    final class TaskDied extends TaskException
    {
        /** Null with a signal, 255 with a fatal error. */
        public readonly ?int $exitCode;

        public readonly ?int $signal;

        /** "message in file:line", without a backtrace. */
        public readonly ?string $fatalError;

        /**
         * Makes one, as tests need them.
         *
         * @param  string|null  $message
         * @param  int  $code
         * @param  \Throwable|null  $previous
         * @param  int|string|null  $key
         * @param  string|null  $name
         * @param  string|null  $output
         * @param  string|null  $errorOutput
         * @param  int|null  $exitCode
         * @param  int|null  $signal
         * @param  string|null  $fatalError
         */
        public function __construct(?string $message = null, int $code = 0, ?\Throwable $previous = null, int|string|null $key = null, ?string $name = null, ?string $output = null, ?string $errorOutput = null, ?int $exitCode = null, ?int $signal = null, ?string $fatalError = null) {}
    }

    /**
     * A task, or the whole call, had not ended when its limit was over.
     *
     * @link ../docs/task-control.md#exceptions
     * @since 0.1.0
     */
    final class TaskTimedOut extends TaskException
    {
        /** The limit. */
        public readonly float $seconds;

        /**
         * Makes one, as tests need them.
         *
         * @param  string|null  $message
         * @param  int  $code
         * @param  \Throwable|null  $previous
         * @param  int|string|null  $key
         * @param  string|null  $name
         * @param  string|null  $output
         * @param  string|null  $errorOutput
         * @param  float  $seconds
         */
        public function __construct(?string $message = null, int $code = 0, ?\Throwable $previous = null, int|string|null $key = null, ?string $name = null, ?string $output = null, ?string $errorOutput = null, float $seconds = 0.0) {}
    }

    /**
     * A task was cancelled.
     *
     * @link ../docs/task-control.md#exceptions
     * @since 0.1.0
     */
    final class TaskCancelled extends TaskException
    {
        /**
         * Makes one, as tests need them.
         *
         * @param  string|null  $message
         * @param  int  $code
         * @param  \Throwable|null  $previous
         * @param  int|string|null  $key
         * @param  string|null  $name
         * @param  string|null  $output
         * @param  string|null  $errorOutput
         */
        public function __construct(?string $message = null, int $code = 0, ?\Throwable $previous = null, int|string|null $key = null, ?string $name = null, ?string $output = null, ?string $errorOutput = null) {}
    }

    /**
     * All tasks of any() failed.
     *
     * @link ../docs/task-control.md#exceptions
     * @since 0.1.0
     */
    final class TasksFailed extends RuntimeException
    {
        /** @var array<\Throwable>  What each task threw, by its key. */
        public readonly array $errors;

        /**
         * Makes one, as tests need them.
         *
         * @param  string|null  $message
         * @param  int  $code
         * @param  \Throwable|null  $previous
         * @param  array<\Throwable>  $errors
         */
        public function __construct(?string $message = null, int $code = 0, ?\Throwable $previous = null, array $errors = []) {}

        /**
         * What serialize() writes: the arguments in the traces of the errors are left out.
         *
         * @return array<string, mixed>
         */
        public function __serialize(): array {}
    }
}

namespace Pokio\Runtime\Fork {
    use Closure;
    use Pokio\Contracts\Future;
    use Pokio\Contracts\Runtime;
    use Throwable;

    /**
     * The future of a task in a process of its own.
     *
     * @template-covariant TResult
     *
     * @implements Future<TResult>
     */
    final class ForkFuture implements Future
    {
        /**
         * Only ForkRuntime::defer() makes one.
         */
        private function __construct() {}

        /**
         * Waits for the task and gives its value; null if the task died, unless
         * pokio.died is "throw".
         *
         * @return TResult
         *
         * @throws \Pokio\Exceptions\FutureAlreadyAwaited if it has been awaited before
         * @throws \Pokio\Exceptions\TaskDied if the task died and pokio.died is "throw"
         * @throws Throwable what the closure threw
         *
         * @phpstan-impure
         */
        public function await(): mixed {}

        /**
         * Whether await() has been called.
         *
         * @phpstan-impure
         */
        public function awaited(): bool {}
    }

    /**
     * Runs each closure in a process of its own; inside a task, in the task.
     */
    final class ForkRuntime implements Runtime
    {
        /**
         * Makes a runtime with a limit of its own.
         *
         * @param  int  $maxProcesses  How many of this runtime's tasks run at once.
         */
        public function __construct(int $maxProcesses) {}

        /**
         * Waits for the processes of this runtime's tasks.
         */
        public function __destruct() {}

        /**
         * Starts the closure. Waits first when as many tasks run as may run at once.
         *
         * @template TResult
         *
         * @param  Closure(): TResult  $callback
         * @return Future<TResult>
         *
         * @param-later-invoked-callable $callback
         *
         * @throws \RuntimeException if the system refuses another process and there is none to wait for, or memory for the result
         * @throws Throwable what an onMessage closure threw meanwhile
         */
        public function defer(Closure $callback): Future {}
    }

    /**
     * A throwable in a form that can be serialized, and that throws it when
     * unserialized.
     */
    final class ThrowableCapsule
    {
        /**
         * Takes the throwable in.
         *
         * @param  Throwable  $throwable  What is to be thrown again elsewhere.
         */
        public function __construct(Throwable $throwable) {}

        /**
         * The throwable as an array.
         *
         * @return array{message: string, code: int|string, file: string, line: int, trace: string, class: class-string<Throwable>}
         */
        public function __serialize(): array {}

        /**
         * Throws the throwable that such an array describes.
         *
         * @param  array{message: string, code: int|string, file: string, line: int, trace: string, class: class-string<Throwable>}  $data
         *
         * @throws Throwable always
         */
        public function __unserialize(array $data) {}
    }
}

namespace Pokio\Runtime\Sync {
    use Closure;
    use Pokio\Contracts\Future;
    use Pokio\Contracts\Runtime;

    /**
     * A closure that runs in the caller when it is awaited.
     *
     * @template-covariant TResult
     *
     * @implements Future<TResult>
     */
    final class SyncFuture implements Future
    {
        /**
         * Keeps the closure. Nothing runs yet.
         *
         * @param  Closure(): TResult  $callback
         *
         * @param-later-invoked-callable $callback
         */
        public function __construct(Closure $callback) {}

        /**
         * Runs the closure and gives its value.
         *
         * @return TResult
         *
         * @throws \Pokio\Exceptions\FutureAlreadyAwaited if it has been awaited before
         * @throws \Throwable what the closure threw
         *
         * @phpstan-impure
         */
        public function await(): mixed {}

        /**
         * Whether await() has been called.
         *
         * @phpstan-impure
         */
        public function awaited(): bool {}
    }

    /**
     * Runs closures in the caller.
     */
    final readonly class SyncRuntime implements Runtime
    {
        /**
         * A future whose closure runs when it is awaited.
         *
         * @template TResult
         *
         * @param  Closure(): TResult  $callback
         * @return Future<TResult>
         *
         * @param-later-invoked-callable $callback
         */
        public function defer(Closure $callback): Future {}
    }
}

namespace Pokio\Support {
    use Closure;
    use Throwable;

    /**
     * The rule by which Promise::catch() chooses.
     */
    final readonly class Reflection
    {
        /**
         * Whether the type of the callback's first parameter admits the throwable.
         *
         * @param  Closure  $callback  What was given to catch().
         * @param  Throwable  $throwable  What was thrown.
         */
        public static function isCatchable(Closure $callback, Throwable $throwable): bool {}
    }
}
