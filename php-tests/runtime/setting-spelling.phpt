--TEST--
pokio.runtime is understood in any case
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

foreach (['SYNC', 'Sync', 'Auto', 'FORK'] as $value) {
    run('echo await(async(fn () => getmypid())) === getmypid() ? "sync" : "fork", "\n";', "-d pokio.runtime=$value");
}
?>
--EXPECT--
sync
exit status 0
sync
exit status 0
fork
exit status 0
fork
exit status 0
