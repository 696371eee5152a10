--TEST--
What a task prints is on the output before the caller prints on
--FILE--
<?php
for ($i = 1; $i <= 3; $i++) {
    echo "before $i\n";
    await(async(function () use ($i) {
        echo "task $i\n";
        file_put_contents('php://output', "still task $i\n");
    }));
}
echo "after\n";
?>
--EXPECT--
before 1
task 1
still task 1
before 2
task 2
still task 2
before 3
task 3
still task 3
after
