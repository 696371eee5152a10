<?php

// php gearman-submit.php HOST PORT REPORT FILE…: hands in a job and does not wait.
[, $host, $port, $report] = $argv;

$client = new GearmanClient();
$client->addServer($host, (int) $port);
// The third argument makes the job unique: handed in twice, it runs once.
$client->doBackground('report', json_encode(['report' => $report, 'files' => array_slice($argv, 4)]), $report);
if ($client->returnCode() !== GEARMAN_SUCCESS) {
    fwrite(STDERR, "$report was not taken: {$client->error()}\n");
    exit(1);
}
