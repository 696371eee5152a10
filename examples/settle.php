<?php

use function Pokio\settle;

$outcomes = settle([
    'value' => fn () => 42,
    'exception' => fn () => throw new DomainException('no such order'),
    'exit' => fn () => exit(3),
    'limit' => fn () => sleep(30),
], timeout: 2);

foreach ($outcomes as $key => $outcome) {
    printf("%-9s %-9s %s\n", $key, $outcome->status->name, $outcome->error?->getMessage() ?? $outcome->value);
}
