<?php

declare(strict_types=1);

namespace Pokio;

use Closure;
use Pokio\Exceptions\PromiseAlreadyStarted;
use Pokio\Internal\Chain;
use Pokio\Internal\Options;
use Pokio\Internal\Step;
use Pokio\Internal\Task;

/**
 * A closure that will run, and what it will give.
 *
 * @template-covariant TReturn
 */
final class Promise
{
    private int $pid = 0;

    private ?Task $future = null;

    private Options $options;

    /**
     * @param  Closure(): (TReturn|self<TReturn>)  $callback
     */
    public function __construct(private Closure $callback)
    {
        $this->pid = (int) getmypid();
        $this->options = new Options;
    }

    /**
     * A promise that nobody awaited runs all the same, at the latest when the
     * program ends.
     */
    public function __destruct()
    {
        // A process that the program forked has a copy, which is not the promise.
        if ($this->pid !== getmypid()) {
            return;
        }
        $task = $this->task();
        if (! $task->isUsedUp() && ! $task->isCancelled() && ! $task->awaited()) {
            UnwaitedFutureManager::instance()->schedule($task);
        }
    }

    /**
     * @return TReturn
     */
    public function __invoke(): mixed
    {
        return $this->resolve();
    }

    /**
     * A promise that goes on with this callback, which gets the value.
     *
     * @template TThenReturn
     *
     * @param  Closure(TReturn): (TThenReturn|self<TThenReturn>)  $then
     * @return self<TThenReturn>
     *
     * @throws PromiseAlreadyStarted
     */
    public function then(Closure $then): self
    {
        return $this->chain(Step::Then, $then);
    }

    /**
     * A promise that goes on with this callback when something was thrown that the
     * callback's first parameter admits.
     *
     * @template TThrowable of \Throwable
     * @template TCatchReturn
     *
     * @param  Closure(TThrowable): (TCatchReturn|self<TCatchReturn>)  $catch
     * @return self<TReturn|TCatchReturn>
     *
     * @throws PromiseAlreadyStarted
     */
    public function catch(Closure $catch): self
    {
        return $this->chain(Step::Catch, $catch);
    }

    /**
     * A promise that runs this callback in any case, and then has the outcome that
     * it had before.
     *
     * @param  Closure(): mixed  $finally
     * @return self<TReturn>
     *
     * @throws PromiseAlreadyStarted
     */
    public function finally(Closure $finally): self
    {
        return $this->chain(Step::Finally, $finally);
    }

    /**
     * @return TReturn
     */
    public function resolve(): mixed
    {
        return $this->task()->await();
    }

    /**
     * From now on the promise counts as started; its closure runs when it is awaited.
     */
    public function defer(): void
    {
        $this->task();
    }

    private function task(): Task
    {
        return $this->future ??= new Task($this->callback, $this->options);
    }

    /**
     * A new promise with one step more; this one is used up.
     */
    private function chain(Step $step, Closure $callback): self
    {
        if ($this->future !== null) {
            throw new PromiseAlreadyStarted;
        }
        $this->future = new Task(null);
        $chained = new self(Chain::extend($this->callback, $step, $callback));
        $chained->options = $this->options;

        return $chained;
    }
}
