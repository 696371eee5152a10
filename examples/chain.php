<?php

$total = await(async(fn () => [4, 8, 15])
    ->then(fn (array $prices) => array_sum($prices))
    ->then(fn (int $sum) => $sum * 2)
    ->catch(fn (Throwable $error) => 0)
    ->finally(fn () => print("Done.\n")));

echo "Total: $total\n";
