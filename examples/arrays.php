<?php

// All of them run at the same time; the keys and their order stay.
$results = await([
    'users' => async(fn () => 3),
    'orders' => async(fn () => ['A-1', 'A-2']),
    'total' => async(fn () => 12.5),
]);

echo json_encode($results), "\n";
