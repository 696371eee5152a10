<?php

// php worker.php FOLDER [AT ONCE]: takes the files FOLDER/*.job, runs each as a
// task, and removes it when that is done. SIGTERM or SIGINT: it takes no further
// jobs, waits for those that run, and ends.
[, $folder, $atOnce] = [...$argv, '4'];

/** The task. It opens connections of its own, and answers for its own errors. */
function handle(string $file): void
{
    try {
        require $file; // here a job is a PHP script
        unlink($file);
    } catch (Throwable $error) {
        error_log(basename($file) . ": {$error->getMessage()}");
        rename($file, "$file.failed");
    }
}

/** Takes one job. The renaming makes sure that no other worker has it. */
function take(string $folder): ?string
{
    foreach (glob("$folder/*.job") as $file) {
        $taken = "$file." . getmypid();
        if (@rename($file, $taken)) {
            return $taken;
        }
    }

    return null;
}

$stop = false;
pcntl_async_signals(true);
foreach ([SIGTERM, SIGINT] as $signal) {
    // Tasks have the handler too: a signal to the whole group ends none of them.
    pcntl_signal($signal, function () use (&$stop) {
        $stop = true;
    });
}

// With as many tasks as it may run, defer() waits for any of them to end. Nobody
// awaits the futures, so nothing of a task is kept once it has ended.
$runtime = new Pokio\Runtime\Fork\ForkRuntime((int) $atOnce);
while (! $stop) {
    $file = take($folder);
    if ($file !== null) {
        $runtime->defer(function () use ($file, $folder, &$stop) {
            // There may have been no room before the signal: the job goes back.
            $stop ? rename($file, "$folder/" . pathinfo($file, PATHINFO_FILENAME)) : handle($file);
        });
    } else {
        usleep(100_000); // a signal ends the wait
    }
}
unset($runtime); // waits for the tasks

// What is still there died with its task: a fatal error, a signal, exit().
foreach (glob("$folder/*.job." . getmypid()) as $file) {
    error_log(basename($file) . ': the task died');
    rename($file, "$file.failed");
}
