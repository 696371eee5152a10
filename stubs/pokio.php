<?php

/**
 * What the extension pokio declares, for editors and static analysis. This file
 * is never run: the extension declares all of it itself.
 */

namespace {
    /**
     * Left out by pokio.functions=off; Pokio\async() is always there.
     *
     * Makes a promise of a closure. Nothing runs yet: the closure starts, in a
     * process of its own where PHP can fork, when the promise is awaited,
     * deferred, resolved, invoked or destroyed.
     *
     * @template TReturn
     *
     * @param  \Closure(): (TReturn|Pokio\Promise<TReturn>)  $callback  What the task does; its value comes back through serialize() and unserialize(), unless it is scalars and arrays alone.
     * @return Pokio\Promise<TReturn>
     */
    function async(\Closure $callback): Pokio\Promise {}

    /**
     * Left out by pokio.functions=off; Pokio\await() is always there.
     *
     * Waits for a promise and gives its value, or throws what its closure threw.
     * Of an array all promises are started, then waited for in the array's
     * order; the values have the same keys. The first failure in that order is
     * thrown. A task that died (exit, a fatal error, a signal) gives null.
     *
     * @template TKey of array-key
     * @template TReturn
     *
     * @param  array<TKey, Pokio\Promise<TReturn>>|Pokio\Promise<TReturn>  $promises
     * @return ($promises is array ? array<TKey, TReturn> : TReturn)
     *
     * @throws \TypeError if the array holds anything but promises; no task has started then
     * @throws Pokio\Exceptions\FutureAlreadyAwaited if a promise has been awaited before
     * @throws \LogicException if another process started the promise, or if pokio.runtime is "fork" where PHP cannot fork
     * @throws \RuntimeException if the system refuses another process and there is none to wait for, or memory for the result
     * @throws \Throwable what the closure threw, or what serialize() says about its value
     */
    function await(Pokio\Promise|array $promises): mixed {}

    /**
     * The object to choose the runtime with. Left out by pokio.functions=off.
     */
    function pokio(): Pokio\Pokio {}
}

namespace Pokio {
    use Closure;
    use Pokio\Contracts\Future;
    use Pokio\Contracts\Runtime;

    /**
     * The same as the global async(). Makes a promise of a closure. Nothing runs
     * yet: the closure starts, in a process of its own where PHP can fork, when
     * the promise is awaited, deferred, resolved, invoked or destroyed.
     *
     * @template TReturn
     *
     * @param  Closure(): (TReturn|Promise<TReturn>)  $callback  What the task does; its value comes back through serialize() and unserialize(), unless it is scalars and arrays alone.
     * @return Promise<TReturn>
     */
    function async(Closure $callback): Promise {}

    /**
     * The same as the global await(). Waits for a promise and gives its value, or
     * throws what its closure threw. Of an array all promises are started, then
     * waited for in the array's order; the values have the same keys. The first
     * failure in that order is thrown. A task that died (exit, a fatal error, a
     * signal) gives null.
     *
     * @template TKey of array-key
     * @template TReturn
     *
     * @param  array<TKey, Promise<TReturn>>|Promise<TReturn>  $promises
     * @return ($promises is array ? array<TKey, TReturn> : TReturn)
     *
     * @throws \TypeError if the array holds anything but promises; no task has started then
     * @throws Exceptions\FutureAlreadyAwaited if a promise has been awaited before
     * @throws \LogicException if another process started the promise, or if pokio.runtime is "fork" where PHP cannot fork
     * @throws \RuntimeException if the system refuses another process and there is none to wait for
     * @throws \Throwable what the closure threw, or what serialize() says about its value
     */
    function await(Promise|array $promises): mixed {}

    /**
     * A closure that will run, and what it will give.
     *
     * @template-covariant TReturn
     */
    final class Promise
    {
        /**
         * The same as async().
         *
         * @param  Closure(): (TReturn|self<TReturn>)  $callback
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
         * @throws \Throwable what the closure threw
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
         * @throws Exceptions\PromiseAlreadyStarted if the promise has started or is used up
         */
        public function finally(Closure $finally): self {}

        /**
         * The same as await() of this promise.
         *
         * @return TReturn
         *
         * @throws Exceptions\FutureAlreadyAwaited if it has been awaited before
         * @throws \Throwable what the closure threw
         */
        public function resolve(): mixed {}

        /**
         * Starts the closure, unless it has started, and goes on. Waits first
         * when as many tasks run as may run at once.
         *
         * @throws \LogicException if pokio.runtime is "fork" where PHP cannot fork
         * @throws \RuntimeException if the system refuses another process and there is none to wait for, or memory for the result
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
         */
        public function runtime(): Runtime {}

        /**
         * Whether this process is not a task's: false inside a task, otherwise true.
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
         */
        public static function supportsFork(): bool {}

        /**
         * How many tasks run at once: pokio.max_processes, or processors x
         * FORK_IO_FACTOR (3) and memory / FORK_MEM_PER_PROC (100 MiB), whichever
         * is less, and at least 1. Found out at the first call.
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
         */
        public function await(): mixed;

        /**
         * Whether await() has been called.
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
         * Waits for the task and gives its value; null if the task died.
         *
         * @return TResult
         *
         * @throws \Pokio\Exceptions\FutureAlreadyAwaited if it has been awaited before
         * @throws Throwable what the closure threw
         */
        public function await(): mixed {}

        /**
         * Whether await() has been called.
         */
        public function awaited(): bool {}
    }

    /**
     * Runs each closure in a process of its own; inside a task, in the task.
     */
    final class ForkRuntime implements Runtime
    {
        /**
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
         * @throws \RuntimeException if the system refuses another process and there is none to wait for, or memory for the result
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
         * @param  Closure(): TResult  $callback
         */
        public function __construct(Closure $callback) {}

        /**
         * Runs the closure and gives its value.
         *
         * @return TResult
         *
         * @throws \Pokio\Exceptions\FutureAlreadyAwaited if it has been awaited before
         * @throws \Throwable what the closure threw
         */
        public function await(): mixed {}

        /**
         * Whether await() has been called.
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
