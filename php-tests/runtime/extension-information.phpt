--TEST--
php --ri pokio shows version, runtime, limits and settings
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

passthru(php('-d pokio.runtime=sync -d pokio.max_processes=5 -d pokio.tasks_per_process=7 --ri pokio'));
echo phpversion('pokio'), "\n";
?>
--EXPECTF--
pokio

pokio support => enabled
Version => %d.%d.%d
Runtime => sync
Fork => not supported
Processes at once => 5
Global functions => async, await, pokio

Directive => Local Value => Master Value
pokio.runtime => sync => sync
pokio.max_processes => 5 => 5
pokio.functions => On => On
pokio.tasks_per_process => 7 => 7
pokio.connections => separate => separate
pokio.huge_pages => Off => Off
pokio.died => quiet => quiet
pokio.grace => 0.5 => 0.5
pokio.trace => no value => no value
%d.%d.%d
