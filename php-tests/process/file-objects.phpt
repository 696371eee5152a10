--TEST--
An SplFileObject of the caller is like its other open files: one position for the caller and its tasks, and one lock
--FILE--
<?php
$path = tempnam(sys_get_temp_dir(), 'pokio');
foreach (['fopen', 'SplFileObject'] as $how) {
    foreach (['w+', 'r+', 'c+', 'a+'] as $mode) {
        file_put_contents($path, '');
        if ($how === 'fopen') {
            $stream = fopen($path, $mode);
            $write = fn (string $line) => fwrite($stream, $line);
            $lock = fn () => flock($stream, LOCK_EX);
        } else {
            $file = new SplFileObject($path, $mode);
            $write = fn (string $line) => $file->fwrite($line);
            $lock = fn () => $file->flock(LOCK_EX);
        }
        $lock();
        $write("caller\n");
        await(array_map(fn (int $number) => async(function () use ($write, $lock, $number) {
            $lock(); // the caller's own
            $write("task $number\n");
        }), range(1, 4)));
        $write("caller again\n");
        $lines = file($path, FILE_IGNORE_NEW_LINES);
        sort($lines);
        echo "$how $mode: ", implode(', ', $lines), "\n";
        unset($stream, $file, $write, $lock);
    }
}

file_put_contents($path, implode("\n", range(1, 20_000)));
$lines = new SplFileObject($path);
$lines->fgets();
await(async(function () use ($lines) {
    while (! $lines->eof()) {
        $lines->fgets();
    }
}));
while (! $lines->eof()) {
    $last = trim($lines->fgets());
}
var_dump($last !== '20000'); // the task has read on to the end
unlink($path);
--EXPECT--
fopen w+: caller, caller again, task 1, task 2, task 3, task 4
fopen r+: caller, caller again, task 1, task 2, task 3, task 4
fopen c+: caller, caller again, task 1, task 2, task 3, task 4
fopen a+: caller, caller again, task 1, task 2, task 3, task 4
SplFileObject w+: caller, caller again, task 1, task 2, task 3, task 4
SplFileObject r+: caller, caller again, task 1, task 2, task 3, task 4
SplFileObject c+: caller, caller again, task 1, task 2, task 3, task 4
SplFileObject a+: caller, caller again, task 1, task 2, task 3, task 4
bool(true)
