<?php

declare(strict_types=1);

namespace Pokio;

use Closure;
use Pokio\Exceptions\TasksFailed;
use Pokio\Exceptions\TaskTimedOut;
use Pokio\Internal\Awaiting;
use Pokio\Internal\Check;
use Pokio\Internal\Mailbox;
use Pokio\Internal\Options;
use Pokio\Internal\Promises;
use Pokio\Internal\Run;
use Throwable;
use TypeError;
use ValueError;

/**
 * Makes a promise of a closure, which runs when the promise is awaited.
 *
 * @template TReturn
 *
 * @param  Closure(): (TReturn|Promise<TReturn>)  $callback
 * @param  string|null  $name  What messages and outcomes call the task.
 * @param  float|null  $timeout  Seconds that the closure, with all that is chained to it, may take.
 * @param  Output  $output  Where what a task prints goes.
 * @param  (Closure(mixed, int|string|null): mixed)|null  $onMessage  Called with each message that a task sends, and its key.
 * @return Promise<TReturn>
 *
 * @throws ValueError if the timeout is not above 0
 */
function async(Closure $callback, ?string $name = null, ?float $timeout = null, Output $output = Output::Inherit, ?Closure $onMessage = null): Promise
{
    Check::seconds(__FUNCTION__, 3, 'timeout', $timeout);

    return Promises::make($callback, new Options($name, $timeout, $output, $onMessage));
}

/**
 * Gives a promise's value, or throws what its closure threw; of an array, all
 * values by their keys. With a limit, what has not ended by then is cancelled.
 *
 * @template TKey of array-key
 * @template TReturn
 *
 * @param  array<TKey, Promise<TReturn>>|Promise<TReturn>  $promises
 * @param  float|null  $timeout  Seconds to wait for all of them; null or INF for no limit.
 * @return ($promises is array ? array<TKey, TReturn> : TReturn)
 *
 * @throws TypeError if the array holds anything but promises
 * @throws ValueError if the timeout is not above 0
 * @throws TaskTimedOut if a limit was over
 * @throws Throwable what the closure threw
 */
function await(Promise|array $promises, ?float $timeout = null): mixed
{
    Check::seconds(__FUNCTION__, 2, 'timeout', $timeout);

    return Awaiting::values($promises, __FUNCTION__, $timeout);
}

/**
 * Calls the closure with each item, and with its key if the closure requires two
 * parameters. Gives the results by key; the first failure ends it.
 *
 * @template TKey
 * @template TItem
 * @template TReturn
 *
 * @param  iterable<TKey, TItem>  $items
 * @param  Closure(TItem, TKey): (TReturn|Promise<TReturn>)  $task
 * @param  int|null  $concurrency  At least 1; here one task runs after the other.
 * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
 * @param  float|null  $deadline  Seconds that the whole call may take; null or INF for no limit.
 * @param  int|null  $tasksPerProcess  0 or more; here there is one process.
 * @param  Output  $output  Where what a task prints goes.
 * @param  (Closure(mixed, TKey): mixed)|null  $onMessage  Called with each message that a task sends, and its key.
 * @return array<TKey, TReturn>
 *
 * @throws ValueError if an option makes no sense
 * @throws TaskTimedOut if a limit was over
 * @throws Throwable what the closure or the input threw
 */
function map(iterable $items, Closure $task, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null, ?int $tasksPerProcess = null, Output $output = Output::Inherit, ?Closure $onMessage = null): array
{
    Check::atLeast(__FUNCTION__, 3, 'concurrency', $concurrency, 1);
    Check::seconds(__FUNCTION__, 4, 'timeout', $timeout);
    Check::seconds(__FUNCTION__, 5, 'deadline', $deadline);
    Check::atLeast(__FUNCTION__, 6, 'tasksPerProcess', $tasksPerProcess, 0);

    return Run::over($items, $task, new Options(null, $timeout, $output, $onMessage), $deadline)->values();
}

/**
 * Yields results by key as the loop asks for them. Without a closure the items
 * are promises or closures.
 *
 * @template TKey
 * @template TItem
 * @template TReturn
 *
 * @param  iterable<TKey, TItem>  $items
 * @param  (Closure(TItem, TKey): (TReturn|Promise<TReturn>))|null  $task
 * @param  bool  $ordered  In the input's order; here false changes nothing.
 * @param  bool  $settle  Give an Outcome for each item, and throw nothing for a task.
 * @param  int|null  $concurrency  At least 1; here one task runs after the other.
 * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
 * @param  float|null  $deadline  Seconds that the loop may take, from its first item; null or INF for no limit.
 * @param  int|null  $tasksPerProcess  0 or more; here there is one process.
 * @param  Output  $output  Where what a task prints goes.
 * @param  (Closure(mixed, TKey): mixed)|null  $onMessage  Called with each message that a task sends, and its key.
 * @return ($settle is true ? Stream<TKey, Outcome<TReturn>> : Stream<TKey, TReturn>)
 *
 * @throws ValueError if an option makes no sense
 * @throws TypeError if there is no task and an array holds anything but promises and closures
 */
function stream(iterable $items, ?Closure $task = null, bool $ordered = true, bool $settle = false, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null, ?int $tasksPerProcess = null, Output $output = Output::Inherit, ?Closure $onMessage = null): Stream
{
    Check::atLeast(__FUNCTION__, 5, 'concurrency', $concurrency, 1);
    Check::seconds(__FUNCTION__, 6, 'timeout', $timeout);
    Check::seconds(__FUNCTION__, 7, 'deadline', $deadline);
    Check::atLeast(__FUNCTION__, 8, 'tasksPerProcess', $tasksPerProcess, 0);
    if ($task === null) {
        Check::tasks(__FUNCTION__, $items);
    }

    return new Stream(Run::over($items, $task, new Options(null, $timeout, $output, $onMessage), $deadline), $settle);
}

/**
 * Gives the values of promises and closures by key; the first failure ends it.
 *
 * @template TKey of array-key
 * @template TReturn
 *
 * @param  iterable<TKey, Promise<TReturn>|Closure(): (TReturn|Promise<TReturn>)>  $tasks
 * @param  int|null  $concurrency  At least 1; here one task runs after the other.
 * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
 * @param  float|null  $deadline  Seconds that the whole call may take; null or INF for no limit.
 * @return array<TKey, TReturn>
 *
 * @throws ValueError if an option makes no sense
 * @throws TypeError if there is anything but promises and closures
 * @throws TaskTimedOut if a limit was over
 * @throws Throwable what a closure or the input threw
 */
function all(iterable $tasks, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null): array
{
    return Run::of(__FUNCTION__, $tasks, $concurrency, $timeout, $deadline)->values();
}

/**
 * Gives the first value.
 *
 * @template TReturn
 *
 * @param  iterable<Promise<TReturn>|Closure(): (TReturn|Promise<TReturn>)>  $tasks
 * @param  int|null  $concurrency  At least 1; here one task runs after the other.
 * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
 * @param  float|null  $deadline  Seconds that the whole call may take; null or INF for no limit.
 * @return TReturn
 *
 * @throws ValueError if an option makes no sense, or if there are no tasks
 * @throws TypeError if there is anything but promises and closures
 * @throws TasksFailed if all failed
 * @throws TaskTimedOut if the deadline was over
 * @throws Throwable what the input threw
 */
function any(iterable $tasks, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null): mixed
{
    return Run::of(__FUNCTION__, $tasks, $concurrency, $timeout, $deadline)->firstValue(__FUNCTION__);
}

/**
 * Gives what ends first: its value, or what it threw.
 *
 * @template TReturn
 *
 * @param  iterable<Promise<TReturn>|Closure(): (TReturn|Promise<TReturn>)>  $tasks
 * @param  int|null  $concurrency  At least 1; here one task runs after the other.
 * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
 * @param  float|null  $deadline  Seconds that the whole call may take; null or INF for no limit.
 * @return TReturn
 *
 * @throws ValueError if an option makes no sense, or if there are no tasks
 * @throws TypeError if there is anything but promises and closures
 * @throws TaskTimedOut if a limit was over
 * @throws Throwable what the first task or the input threw
 */
function race(iterable $tasks, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null): mixed
{
    return Run::of(__FUNCTION__, $tasks, $concurrency, $timeout, $deadline)->first(__FUNCTION__);
}

/**
 * Gives what became of each promise or closure, by key.
 *
 * @template TKey of array-key
 * @template TReturn
 *
 * @param  iterable<TKey, Promise<TReturn>|Closure(): (TReturn|Promise<TReturn>)>  $tasks
 * @param  int|null  $concurrency  At least 1; here one task runs after the other.
 * @param  float|null  $timeout  Seconds that each task may take, from its start; null or INF for no limit.
 * @param  float|null  $deadline  Seconds that the whole call may take; null or INF for no limit.
 * @param  Output  $output  Where what a task prints goes.
 * @param  (Closure(mixed, TKey): mixed)|null  $onMessage  Called with each message that a task sends, and its key.
 * @return array<TKey, Outcome<TReturn>>
 *
 * @throws ValueError if an option makes no sense
 * @throws TypeError if there is anything but promises and closures
 * @throws Throwable what an onMessage closure or the input threw
 */
function settle(iterable $tasks, ?int $concurrency = null, ?float $timeout = null, ?float $deadline = null, Output $output = Output::Inherit, ?Closure $onMessage = null): array
{
    return Run::of(__FUNCTION__, $tasks, $concurrency, $timeout, $deadline, $output, $onMessage)->settled();
}

/**
 * Ends promises that have no outcome; gives how many these were.
 *
 * @param  Promise<mixed>  ...$promises
 */
function cancel(Promise ...$promises): int
{
    return count(array_filter($promises, static fn (Promise $promise): bool => Promises::start($promise)->cancel()));
}

/**
 * Whether await() would return at once. Runs a promise that has been started.
 *
 * @param  Promise<mixed>  $promise
 */
function done(Promise $promise): bool
{
    return Promises::find($promise)?->done() ?? false;
}

/**
 * In a task: gives a message to the task's receiver, if it has one.
 *
 * @param  mixed  $message  Anything that can be serialized.
 *
 * @throws Throwable what serialize() says about the message
 */
function send(mixed $message): void
{
    Mailbox::send($message);
}

/**
 * Registers hooks for the processes of tasks. Without the extension there are
 * none, and no hook is ever called.
 *
 * @param  (Closure(): mixed)|null  $before
 * @param  (Closure(): mixed)|null  $child
 * @param  (Closure(): mixed)|null  $end
 * @param  (Closure(mixed, Outcome<mixed>): mixed)|null  $parent
 */
function atFork(?Closure $before = null, ?Closure $child = null, ?Closure $end = null, ?Closure $parent = null): Hook
{
    return new Hook;
}
