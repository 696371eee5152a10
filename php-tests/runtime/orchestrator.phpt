--TEST--
isOrchestrator() is false exactly inside a task
--EXTENSIONS--
pcntl
--FILE--
<?php
$is = fn () => Pokio\Kernel::instance()->isOrchestrator();
$kernel = Pokio\Kernel::instance();
var_dump($is(), await(async($is)), await(async(fn () => await(async($is)))), $kernel === Pokio\Kernel::instance());
$worker = pcntl_fork();
if ($worker === 0) {
    exit($is() ? 1 : 0);
}
pcntl_waitpid($worker, $status);
var_dump(pcntl_wexitstatus($status));
pokio()->useSync();
var_dump(await(async($is)));
?>
--EXPECT--
bool(true)
bool(false)
bool(false)
bool(true)
int(1)
bool(true)
