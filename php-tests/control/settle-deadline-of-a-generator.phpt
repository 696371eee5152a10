--TEST--
At the deadline of settle() input that was not pulled has no outcome, and the generator is closed
--EXTENSIONS--
pokio
--FILE--
<?php
$items = (function () {
    try {
        for ($i = 0; ; $i++) {
            yield $i => fn () => usleep(100_000);
        }
    } finally {
        echo "closed\n";
    }
})();
$outcomes = Pokio\settle($items, concurrency: 1, deadline: 2);
unset($items);
var_dump(count($outcomes) < 30, $outcomes[0]->status->name, in_array(end($outcomes)->status->name, ['TimedOut', 'Cancelled'], true));
?>
--EXPECT--
closed
bool(true)
string(9) "Fulfilled"
bool(true)
