--TEST--
map() throws what a task threw, and starts no item after it
--EXTENSIONS--
pokio
--FILE--
<?php
$seen = tempnam(sys_get_temp_dir(), 'map');
try {
    Pokio\map(['a' => 1, 'b' => 2, 'c' => 3, 'd' => 4], function (int $n) use ($seen) {
        file_put_contents($seen, $n, FILE_APPEND);
        $n !== 2 || throw new DomainException('two', 22);

        return $n;
    }, concurrency: 1, tasksPerProcess: 1);
} catch (DomainException $e) {
    echo $e->getMessage(), ' ', $e->getCode(), ' ', basename($e->getFile()), "\n";
}
echo file_get_contents($seen), "\n";
unlink($seen);
?>
--EXPECT--
two 22 map-throws-what-the-task-threw.php
12
