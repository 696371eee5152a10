<?php

require __DIR__ . '/../vendor/autoload.php';
require __DIR__ . '/pokio/TaskCoverage.php';

Pokio\PHPUnit\TaskCoverage::register();
