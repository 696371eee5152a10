<?php

declare(strict_types=1);

namespace Pokio;

use Pokio\Contracts\Future;
use Pokio\Internal\Task;
use stdClass;
use Throwable;
use WeakReference;

/**
 * The futures that nobody awaits, to be waited for before the program ends.
 */
final class UnwaitedFutureManager
{
    private static ?self $instance = null;

    private bool $isEnding = false;

    /** Whether nobody comes after this: what is scheduled now is run at once. */
    private bool $isDestroyed = false;

    /** What a call of run() holds until its end, also until an end by exit(). */
    private ?WeakReference $call = null;

    /**
     * @param  array<int, Future<mixed>>  $queue
     */
    private function __construct(private array $queue) {}

    public static function instance(): self
    {
        return self::$instance ??= new self([]);
    }

    /**
     * Adds a future, unless it is there.
     *
     * @param  Future<mixed>  $future
     */
    public function schedule(Future $future): void
    {
        $this->queue[spl_object_id($future)] = $future;
        // A task that is run by now must not meet what others throw.
        if ($this->isDestroyed && $this->call?->get() === null) {
            $this->run();
        }
    }

    /**
     * Takes a future out.
     *
     * @param  Future<mixed>  $future
     */
    public function unschedule(Future $future): void
    {
        unset($this->queue[spl_object_id($future)]);
    }

    /**
     * Forgets all futures.
     */
    public function flush(): void
    {
        $this->queue = [];
    }

    /**
     * Waits for all futures in the order in which they were scheduled, those too
     * that are scheduled meanwhile. The first that throws ends it; the others stay.
     */
    public function run(): void
    {
        $call = $this->call?->get() ?? new stdClass;
        $this->call = WeakReference::create($call);
        while ($this->queue !== []) {
            $id = array_key_first($this->queue);
            $future = $this->queue[$id];
            unset($this->queue[$id]);
            if ($future instanceof Task && $future->runs()) {
                continue; // exit() was called in it
            }
            try {
                $future->awaited() || $future->await();
            } catch (Throwable $throwable) {
                if (! $future instanceof Task || ! $future->met) {
                    throw $throwable;
                }
            }
        }
    }

    /**
     * At the program's end all run, and every failure is reported. Objects are
     * destroyed in the order in which they were made: a successor comes after the
     * promises that others hold.
     */
    public function __destruct()
    {
        if (! $this->isEnding) {
            self::$instance = new self($this->queue);
            self::$instance->isEnding = true;
            $this->queue = [];

            return;
        }
        $this->isDestroyed = true;
        $first = null;
        while ($this->queue !== []) {
            try {
                $this->run();
            } catch (Throwable $throwable) {
                if ($first !== null) {
                    trigger_error("Uncaught $throwable", E_USER_WARNING);
                }
                $first ??= $throwable;
            }
        }
        if ($first !== null) {
            throw $first;
        }
    }
}
