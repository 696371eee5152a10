<?php

// Processes of the program's own, beside its tasks.
$workers = [];
foreach ([1, 2] as $number) {
    $child = pcntl_fork();
    if ($child === 0) {
        usleep(500_000 * $number);
        exit($number);
    }
    $workers[$child] = "worker $number";
}
$promise = async(fn () => 'of the task');
$promise->defer();

while ($workers !== []) {
    // Each by its number: pcntl_wait() and pcntl_waitpid(-1) would collect tasks, too.
    foreach ($workers as $child => $name) {
        if (pcntl_waitpid($child, $status, WNOHANG) === $child) {
            unset($workers[$child]);
            echo "$name ended with ", pcntl_wexitstatus($status), "\n";
        }
    }
    usleep(10_000);
}
echo 'The value ', await($promise), "\n";
