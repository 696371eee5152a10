<?php

mt_srand(2026);

// Both tasks go on in the caller's sequence, each in a copy of it.
[$a, $b] = await([async(fn () => mt_rand()), async(fn () => mt_rand())]);
echo 'mt_rand(): ', $a === $b ? 'twice the same number' : 'two numbers', "\n";

[$a, $b] = await([async(fn () => random_int(0, PHP_INT_MAX)), async(fn () => random_int(0, PHP_INT_MAX))]);
echo 'random_int(): ', $a === $b ? 'twice the same number' : 'two numbers', "\n";
