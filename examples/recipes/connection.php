<?php

/** The connection of this process: a task opens its own, the caller keeps its own. */
function connection(string $dsn, ?string $user = null, ?string $password = null): PDO
{
    static $connections = [];

    return $connections[getmypid()][$dsn] ??= new PDO($dsn, $user, $password);
}
