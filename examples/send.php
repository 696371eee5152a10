<?php

use function Pokio\{map, send};

$progress = function (string $message, string $key) {
    echo "$key: $message\n"; // in the caller, while it waits
};

$rows = map(['orders.csv' => 2, 'users.csv' => 1], function (int $parts, string $file) {
    for ($part = 1; $part <= $parts; $part++) {
        send("part $part of $parts");
    }

    return $parts * 1000;
}, concurrency: 1, onMessage: $progress);

echo array_sum($rows), " rows\n";
