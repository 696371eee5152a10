--TEST--
A task may set a time limit; one that exceeds it ends in time and resolves to null
--INI--
display_errors=0
--FILE--
<?php
foreach ([30, 0] as $seconds) {
    var_dump(await(async(function () use ($seconds) {
        set_time_limit($seconds);

        return ini_get('max_execution_time');
    })));
}
// PHP counts the time of the processor, which other programs may have meanwhile.
$used = function (): float {
    $children = getrusage(1);

    return $children['ru_utime.tv_sec'] + $children['ru_utime.tv_usec'] / 1e6;
};
$before = $used();
var_dump(await(async(function () {
    set_time_limit(1);
    for (; ; ) {
    }
})));
var_dump($used() - $before < 10);
echo "the caller goes on\n";
?>
--EXPECT--
string(2) "30"
string(1) "0"
NULL
bool(true)
the caller goes on
