--TEST--
Recipe: a bounded number of tasks, whose results come in the jobs' order and one by one
--EXTENSIONS--
pokio
--INI--
pokio.max_processes=8
--FILE--
<?php
require __DIR__ . '/../../examples/recipes/parallel.php';

// Each task reports its beginning and its end through one pipe; through another the
// first two greet each other, and go on when they have been greeted.
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
[$first, $second] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($first, 20);
stream_set_timeout($second, 20);
$task = function (int $n) use ($there, $first, $second) {
    fwrite($there, '+');
    if ($n <= 2) {
        $other = $n === 1 ? $first : $second;
        fwrite($other, "hello\n");
        fgets($other) === "hello\n" || throw new LogicException('the other did not begin');
    }
    fwrite($there, '-');

    return $n * $n;
};
$taken = 0;
$jobs = (function () use (&$taken) {
    foreach (['a' => 1, 'b' => 2, 'c' => 3, 'd' => 4, 'e' => 5] as $key => $n) {
        $taken++;
        yield $key => $n;
    }
})();
foreach (parallel($jobs, $task, 2) as $key => $square) {
    echo "$key: $square, $taken jobs taken\n";
}

fclose($there);
[$running, $most] = [0, 0];
foreach (str_split(stream_get_contents($here)) as $sign) {
    $running += $sign === '+' ? 1 : -1;
    $most = max($most, $running);
}
echo "at most $most at once\n";

var_dump(iterator_to_array(parallel([], fn () => 0, 3)), iterator_to_array(parallel([7], fn (int $n) => $n, 1)) === [7]);
?>
--EXPECT--
a: 1, 2 jobs taken
b: 4, 3 jobs taken
c: 9, 4 jobs taken
d: 16, 5 jobs taken
e: 25, 5 jobs taken
at most 2 at once
array(0) {
}
bool(true)
