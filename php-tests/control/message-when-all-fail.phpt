--TEST--
The message of TasksFailed says how many failed, and with what the first
--EXTENSIONS--
pokio
--FILE--
<?php
use Pokio\Exceptions\TasksFailed;

$fails = fn (string $how) => fn () => throw new DomainException($how);
foreach ([[$fails('alone')], ['b' => $fails('one'), 'a' => $fails('two')]] as $tasks) {
    try {
        Pokio\any($tasks, concurrency: 1);
    } catch (TasksFailed $e) {
        echo $e->getMessage(), "\n";
    }
}
echo (new TasksFailed)->getMessage(), "\n";
?>
--EXPECT--
The only task failed with: alone
All 2 tasks failed, the first with: one
All tasks failed
