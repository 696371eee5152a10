<?php

declare(strict_types=1);

namespace Pokio;

use Exception;

/**
 * The hooks of one call of atFork().
 */
final class Hook
{
    /**
     * Only atFork() makes one.
     *
     * @internal
     */
    public function __construct() {}

    /**
     * From now on these hooks are not called any more.
     */
    public function remove(): void {}

    /**
     * @return never
     */
    public function __serialize(): array
    {
        throw new Exception("Serialization of '" . self::class . "' is not allowed");
    }
}
