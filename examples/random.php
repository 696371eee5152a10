<?php

mt_srand(2026);

// Each task has numbers of its own, the same ones in every run.
[$a, $b] = await([async(fn () => mt_rand()), async(fn () => mt_rand())]);
echo 'mt_rand(): ', $a === $b ? 'twice the same number' : 'two numbers', "\n";

// An engine is an object: each task goes on with a copy of it.
$dice = new Random\Randomizer(new Random\Engine\Mt19937(2026));
[$a, $b] = await([async(fn () => $dice->getInt(0, PHP_INT_MAX)), async(fn () => $dice->getInt(0, PHP_INT_MAX))]);
echo 'Randomizer: ', $a === $b ? 'twice the same number' : 'two numbers', "\n";
