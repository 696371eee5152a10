<?php
require __DIR__ . '/../support/php.inc';

passthru(php('-d pokio.runtime=sync -d pokio.max_processes=5 -d pokio.tasks_per_process=7 --ri pokio'));
echo phpversion('pokio'), "\n";
?>
