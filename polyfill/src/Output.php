<?php

declare(strict_types=1);

namespace Pokio;

/**
 * What becomes of a task's output.
 */
enum Output
{
    /** It is the caller's. */
    case Inherit;

    /** It is kept for the outcome. */
    case Capture;

    /** It is the caller's, line by line, with "[name] " before each. */
    case Prefix;

    /** Nobody sees it. */
    case Discard;
}
