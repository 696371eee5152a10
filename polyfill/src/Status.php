<?php

declare(strict_types=1);

namespace Pokio;

/**
 * How a task ended.
 */
enum Status
{
    /** With a value. */
    case Fulfilled;

    /** With something thrown. */
    case Failed;

    /** By exit(), a fatal error or a signal. */
    case Died;

    /** By a limit of time. */
    case TimedOut;

    /** By whoever did not want its outcome any more. */
    case Cancelled;
}
