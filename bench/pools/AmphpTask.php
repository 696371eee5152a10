<?php

/** An item of a job, as amphp's workers are sent it: by name, for closures cannot be. */
final class AmphpTask implements Amp\Parallel\Worker\Task
{
    public function __construct(private readonly string $job, private readonly mixed $item) {}

    public function run(Amp\Sync\Channel $channel, Amp\Cancellation $cancellation): mixed
    {
        require_once __DIR__ . '/jobs.php';

        return closure($this->job)($this->item);
    }
}
