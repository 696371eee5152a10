--TEST--
Each of several items that share processes has what it wrote
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
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
$items = function (): Generator {
    yield from range(0, 99);
};
foreach ([[range(0, 99), true], [range(0, 99), false], [$items(), true], [$items(), false]] as $how => [$input, $ordered]) {
    $results = iterator_to_array(Pokio\stream($input, $task, ordered: $ordered, settle: true, concurrency: 3, output: Pokio\Output::Capture));
    $right = 0;
    foreach ($results as $item => $outcome) {
        $expected = "output $item\n" . str_repeat('x', $item % 10 === 3 ? 1 << 20 : 0);
        $expected .= match ($item % 10) { 8 => '', 7 => 'buffered', default => 'buffered and at the end' };
        $is = $outcome->output === $expected && $outcome->errorOutput === "error $item\n";
        $right += $is;
        if (! $is) {
            echo "$how, $item: ", substr(json_encode([$outcome->output, $outcome->errorOutput]), 0, 200), "\n";
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
int(100)
int(100)
bool(true)
