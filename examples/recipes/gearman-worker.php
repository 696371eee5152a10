<?php

// php gearman-worker.php HOST PORT RESULTS: takes jobs from a Gearman server until
// SIGTERM. One runs on each machine; a job's files are read on all of its processors.
[, $host, $port, $results] = $argv;

/** Every file of a job with its checksum. A task that dies throws here. */
function checksums(array $files): array
{
    return Pokio\map($files, fn (string $file) => hash_file('sha256', $file) ?: throw new RuntimeException("cannot read $file"));
}

/** The one step that must not happen twice: link() fails if another worker was here first. */
function publish(string $results, string $report, array $lines): bool
{
    $draft = tempnam($results, '.draft');
    file_put_contents($draft, implode("\n", $lines) . "\n");
    $first = @link($draft, "$results/$report");
    unlink($draft);

    return $first;
}

$stop = false;
pcntl_async_signals(true);
pcntl_signal(SIGTERM, function () use (&$stop) {
    $stop = true;
});

$worker = new GearmanWorker();
$worker->addServer($host, (int) $port);
$worker->setTimeout(500);
$worker->addFunction('report', function (GearmanJob $job) use ($results) {
    ['report' => $report, 'files' => $files] = json_decode($job->workload(), true);
    error_log("$report begins");
    try {
        error_log(publish($results, $report, checksums($files)) ? "$report is published" : "$report was there");
    } catch (Throwable $e) {
        error_log("$report: {$e->getMessage()}");
        $job->sendFail(); // the server forgets it; what is to be tried again goes back by doBackground()
    }
});
while (! $stop) {
    @$worker->work() || $worker->returnCode() === GEARMAN_TIMEOUT || usleep(100_000); // the server may be away
}
