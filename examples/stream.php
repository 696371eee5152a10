<?php

use function Pokio\stream;

// An endless input: it is pulled only when there is a place for another task.
$numbers = function () {
    for ($number = 1; true; $number++) {
        yield "number $number" => $number;
    }
};

foreach (stream($numbers(), fn (int $number) => $number ** 2) as $key => $square) {
    echo "$key: $square\n";
    if ($square === 9) {
        break; // cancels what still runs
    }
}

// Without a task the items are closures and promises; as they end, an outcome each.
$items = ['slow' => fn () => sleep(2), 'broken' => fn () => throw new DomainException('no such file')];
foreach (stream($items, ordered: false, settle: true) as $key => $outcome) {
    echo "$key: {$outcome->status->name}\n";
}
