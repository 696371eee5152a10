--TEST--
Deaths in a batch leave each other promise its own value
--EXTENSIONS--
posix
pcntl
--FILE--
<?php
$outcomes = await(array_map(fn (int $i) => async(function () use ($i) {
    if ($i % 5 === 0) {
        $i % 10 === 0 ? exit(1) : posix_kill(getmypid(), SIGKILL);
    }

    return str_repeat(chr(97 + $i % 26), $i * 100);
}), range(0, 149)));
$wrong = 0;
foreach ($outcomes as $i => $outcome) {
    $wrong += (int) ($outcome !== ($i % 5 === 0 ? null : str_repeat(chr(97 + $i % 26), $i * 100)));
}
var_dump(count($outcomes), $wrong);
?>
--EXPECT--
int(150)
int(0)
