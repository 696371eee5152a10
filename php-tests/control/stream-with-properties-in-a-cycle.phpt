--TEST--
A stream in a cycle is collected whole when it has properties, also when an array shares them
--FILE--
<?php
foreach ([false, true] as $shared) {
    $holder = new stdClass;
    $holder->stream = Pokio\stream(new ArrayIterator([1, 2]), fn (int $i) => count((array) $holder), concurrency: 2);
    @$holder->stream->holder = $holder;
    $array = $shared ? (array) $holder->stream : null;
    $weak = WeakReference::create($holder->stream);
    unset($holder);
    gc_collect_cycles();
    // The array holds what the properties do.
    var_dump($weak->get() === null);
    echo $shared ? get_class($array['holder']->stream) . "\n" : '';
    unset($array);
    gc_collect_cycles();
    var_dump($weak->get());
    for ($i = 0; $i < 100; $i++) {
        $filled[] = [$i => new stdClass];
    }
    gc_collect_cycles();
}
?>
--EXPECT--
bool(true)
NULL
bool(false)
Pokio\Stream
NULL
