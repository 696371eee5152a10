<?php

// The files of the job "program", a line each.

require __DIR__ . '/jobs.php';

echo implode("\n", array_merge(...batches())), "\n";
