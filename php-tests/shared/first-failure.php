<?php
$file = tempnam(sys_get_temp_dir(), "pokio");
$tasks = array_map(fn ($n) => async(function () use ($n, $file) {
    file_put_contents($file, "$n\n", FILE_APPEND);
    usleep($n === 3 ? 20000 : 0);
    if ($n === 3 || $n === 5) {
        throw new Exception("task $n");
    }
}), range(1, 20));
try {
    await($tasks);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
unset($tasks, $e);
try {
    Pokio\UnwaitedFutureManager::instance()->run();
} catch (Exception $e) {
    echo "unwaited: ", $e->getMessage(), "\n";
}
Pokio\UnwaitedFutureManager::instance()->run();
var_dump(count(file($file)));
unlink($file);
?>
