<?php

declare(strict_types=1);

namespace Pokio\Internal;

/**
 * Words that more than one message has.
 *
 * @internal
 */
final class Text
{
    public static function seconds(float $seconds): string
    {
        // All its digits, whatever the setting `precision` is.
        return sprintf('%.*H', -1, $seconds) . ($seconds === 1.0 ? ' second' : ' seconds');
    }

    /**
     * Of a limit that not one task alone has missed.
     */
    public static function notAll(float $seconds): string
    {
        return 'Not all tasks had ended after ' . self::seconds($seconds);
    }
}
