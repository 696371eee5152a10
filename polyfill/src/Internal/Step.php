<?php

declare(strict_types=1);

namespace Pokio\Internal;

/**
 * A step of a chain.
 *
 * @internal
 */
enum Step
{
    case Then;
    case Catch;
    case Finally;
}
