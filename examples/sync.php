<?php

$isHere = fn (int $process) => $process === getmypid() ? 'in the caller' : 'in a process of its own';

pokio()->useSync();
echo 'Sync: ', $isHere(await(async(fn () => getmypid()))), "\n";

pokio()->useFork(); // a LogicException where PHP cannot fork
echo 'Fork: ', $isHere(await(async(fn () => getmypid()))), "\n";
