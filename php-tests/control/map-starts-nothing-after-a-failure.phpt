--TEST--
After what ends map() a process takes no more items, of an array or a generator
--EXTENSIONS--
pokio
--FILE--
<?php
$seen = tempnam(sys_get_temp_dir(), 'ms');
$items = function (): Generator {
    yield from range(1, 9);
};
$task = function (int $n) use ($seen): int {
    file_put_contents($seen, $n, FILE_APPEND);
    $n !== 3 || throw new DomainException('three');

    return $n;
};
foreach ([null, 1] as $share) {
    $wrong = 0;
    for ($i = 0; $i < 20; $i++) {
        foreach ([range(1, 9), $items()] as $input) {
            file_put_contents($seen, '');
            try {
                Pokio\map($input, $task, concurrency: 1, tasksPerProcess: $share);
                $wrong++;
            } catch (DomainException) {
            }
            $wrong += file_get_contents($seen) !== '123';
        }
    }
    var_dump($wrong);
}
unlink($seen);
?>
--EXPECT--
int(0)
int(0)
