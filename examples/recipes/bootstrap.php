<?php

require __DIR__ . '/../vendor/autoload.php';
require __DIR__ . '/pokio/TaskCoverage.php';
require __DIR__ . '/pokio/TaskReports.php';

Pokio\PHPUnit\TaskCoverage::register();
Pokio\PHPUnit\TaskReports::register();
