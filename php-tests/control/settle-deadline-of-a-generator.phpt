--TEST--
At the deadline of settle() input that was not pulled has no outcome, and the generator is closed
--EXTENSIONS--
pokio
--FILE--
<?php
$items = (function () {
    try {
        for ($i = 0; ; $i++) {
            yield $i => fn () => usleep($i === 0 ? 1 : 3_000_000);
        }
    } finally {
        echo "closed\n";
    }
})();
$outcomes = Pokio\settle($items, concurrency: 1, deadline: 2);
unset($items);
var_dump(count($outcomes) <= 3);
foreach ([0, 1] as $key) {
    echo $outcomes[$key]->status->name, "\n";
}
?>
--EXPECT--
closed
bool(true)
Fulfilled
TimedOut
