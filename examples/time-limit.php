<?php

use Pokio\Exceptions\TaskTimedOut;

use function Pokio\{async, await};

// A limit for the task, from its start. It ends blocked work, too.
$report = async(fn () => shell_exec('sleep 30'), name: 'report', timeout: 0.5);
try {
    await($report);
} catch (TaskTimedOut $e) {
    echo $e->getMessage(), "\n";
}

// A limit for the waiting: what has not ended then is cancelled.
try {
    await([async(fn () => 1), async(fn () => sleep(30), name: 'import')], timeout: 0.5);
} catch (TaskTimedOut $e) {
    echo $e->getMessage(), "\n";
}
