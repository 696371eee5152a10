<?php

use Pokio\Outcome;

use function Pokio\{async, atFork, await};

$queries = 0;
$hook = atFork(
    before: fn () => print("caller: a task is about to be forked\n"),
    child: fn () => print("task: opens a connection of its own\n"),
    end: function () use (&$queries) {
        return $queries; // goes to the caller
    },
    parent: fn (?int $fromEnd, Outcome $last) => printf("caller: %d queries in a task that is %s\n", $fromEnd, $last->status->name),
);

await(async(function () use (&$queries) {
    $queries += 2;
    echo "task: works\n";
}));

$hook->remove();
await(async(fn () => print("task: no hooks any more\n")));
