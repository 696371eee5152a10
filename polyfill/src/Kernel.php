<?php

declare(strict_types=1);

namespace Pokio;

use LogicException;
use Pokio\Contracts\Runtime;
use Pokio\Runtime\Sync\SyncRuntime;

/**
 * Which runtime is in force: without the extension always the same.
 */
final class Kernel
{
    private static ?self $instance = null;

    private ?Runtime $sync = null;

    private function __construct(int $orchestratorPid) {}

    public static function instance(): self
    {
        return self::$instance ??= new self((int) getmypid());
    }

    /**
     * @throws LogicException
     */
    public function useFork(): void
    {
        throw new LogicException('Fork is not supported on this environment.');
    }

    public function useSync(): void {}

    public function runtime(): Runtime
    {
        return $this->sync ??= new SyncRuntime;
    }

    /**
     * Whether this process is not a task's.
     */
    public function isOrchestrator(): bool
    {
        return true;
    }
}
