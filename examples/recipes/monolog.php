<?php

use Monolog\Handler\BufferHandler;

/** What the caller has buffered is the caller's; what a task has, it writes at its end. */
function buffered(BufferHandler $handler): Pokio\Hook
{
    return Pokio\atFork(child: $handler->clear(...), end: $handler->flush(...));
}
