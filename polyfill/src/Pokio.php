<?php

declare(strict_types=1);

namespace Pokio;

/**
 * For choosing the runtime: pokio()->useSync().
 */
final readonly class Pokio
{
    /**
     * @throws \LogicException
     */
    public function useFork(): void
    {
        Kernel::instance()->useFork();
    }

    public function useSync(): void
    {
        Kernel::instance()->useSync();
    }
}
