<?php

declare(strict_types=1);

namespace Pokio;

/**
 * What this machine and this PHP allow: without the extension, one task at a time.
 */
final class Environment
{
    public static function supportsFork(): bool
    {
        return false;
    }

    public static function maxProcesses(): int
    {
        return 1;
    }
}
