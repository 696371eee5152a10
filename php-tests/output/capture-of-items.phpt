--TEST--
Of items that share processes, each has what it wrote
--SKIPIF--
<?php function_exists('Pokio\Internal\run_items') || die('skip needs the cargo feature faults'); ?>
--INI--
error_log=/dev/null
--FILE--
<?php
$task = function (int $item) {
    echo "output $item\n", str_repeat('x', $item % 10 === 3 ? 1 << 20 : 0);
    passthru(":");
    ob_start();
    echo 'buffered';
    fwrite(STDERR, "error $item\n");
    if ($item % 10 === 7) {
        exit(3);
    }
    if ($item % 10 === 8) {
        posix_kill(getmypid(), 9);
    }
    register_shutdown_function(fn () => print(' and at the end'));

    return $item;
};
foreach ([0, 1, 2] as $how) {
    $results = Pokio\Internal\run_items(range(0, 99), $task, 3, null, 0, $how, false, null, true);
    $right = 0;
    foreach ($results as $item => [$value, $output, $error]) {
        $expected = "output $item\n" . str_repeat('x', $item % 10 === 3 ? 1 << 20 : 0);
        $expected .= match ($item % 10) { 8 => '', 7 => 'buffered', default => 'buffered and at the end' };
        $right += $output === $expected && $error === "error $item\n";
        if ($output !== $expected || $error !== "error $item\n") {
            echo "$how, $item: ", substr(json_encode([$value, $output, $error]), 0, 200), "\n";
        }
    }
    var_dump(count($results), $right, count(scandir('/proc/self/fd')) < 40);
}
?>
--EXPECT--
int(100)
int(100)
bool(true)
int(100)
int(100)
bool(true)
int(100)
int(100)
bool(true)
