<?php

use function Pokio\map;

// The results have the keys of the input, in its order.
echo json_encode(map(['first' => 'Ada', 'second' => 'Grace'], strlen(...))), "\n";

// A closure that requires two parameters gets the key, too.
echo json_encode(map(['a' => 1, 'b' => 2], fn (int $number, string $key) => "$key$number", concurrency: 2)), "\n";

// The first failure cancels the rest and is thrown.
try {
    map(['1.csv', 'two.csv', '3.csv'], fn (string $file) => (int) $file ?: throw new DomainException("$file has no number"));
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
