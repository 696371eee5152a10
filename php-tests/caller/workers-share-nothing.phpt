--TEST--
Workers forked by hand while results are waiting do not mix theirs with their parent's
--EXTENSIONS--
pcntl
--FILE--
<?php
$batch = fn (string $name) => array_map(fn (int $i) => async(fn () => str_repeat("$name-$i ", 2_000)), range(1, 20));
$right = function (string $name, array $values): bool {
    foreach ($values as $i => $value) {
        if ($value !== str_repeat("$name-" . $i + 1 . ' ', 2_000)) {
            return false;
        }
    }

    return count($values) === 20;
};
$mine = $batch('parent');
foreach ($mine as $promise) {
    $promise->defer();
}
$workers = [];
foreach (['a', 'b'] as $name) {
    if (($workers[] = pcntl_fork()) === 0) {
        exit($right($name, await($batch($name))) ? 1 : 0);
    }
}
var_dump($right('parent', await($mine)), $right('again', await($batch('again'))));
foreach ($workers as $worker) {
    pcntl_waitpid($worker, $status);
    var_dump(pcntl_wexitstatus($status));
}
?>
--EXPECT--
bool(true)
bool(true)
int(1)
int(1)
