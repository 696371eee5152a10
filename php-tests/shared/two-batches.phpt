--TEST--
A batch that a failed await has left running does not disturb the next
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=2
--FILE--
<?php
try {
    await([async(fn () => throw new Exception("failed")), ...$left = array_map(fn ($n) => async(function () use ($n) {
        usleep(5000);

        return $n;
    }), range(1, 10))]);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
echo json_encode(await(array_map(fn ($n) => async(fn () => -$n), range(1, 5)))), "\n";
echo json_encode(await($left)), "\n";
?>
--EXPECT--
failed
[-1,-2,-3,-4,-5]
[1,2,3,4,5,6,7,8,9,10]
