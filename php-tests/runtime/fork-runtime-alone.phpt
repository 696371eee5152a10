--TEST--
A ForkRuntime of one's own keeps its own limit and gives futures
--FILE--
<?php
$runtime = new Pokio\Runtime\Fork\ForkRuntime(2);
[$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$futures = array_map(fn (int $i) => $runtime->defer(function () use ($there, $i) {
    fwrite($there, '+');
    usleep(30_000);
    fwrite($there, '-');

    return $i;
}), range(1, 6));
var_dump($futures[0]->awaited(), array_map(fn ($future) => $future->await(), $futures) === range(1, 6), $futures[0]->awaited());
try {
    $futures[0]->await();
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
fclose($there);
[$running, $most] = [0, 0];
foreach (str_split(stream_get_contents($here)) as $sign) {
    $running += $sign === '+' ? 1 : -1;
    $most = max($most, $running);
}
var_dump($most);
?>
--EXPECT--
bool(false)
bool(true)
bool(true)
The promise has already been resolved.
int(2)
