<?php

use Doctrine\DBAL\Connection;

/** Each task's process opens a connection of its own at its first query. */
function separate(Connection $connection): Pokio\Hook
{
    return Pokio\atFork(child: $connection->close(...));
}
