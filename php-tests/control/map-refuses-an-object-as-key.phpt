--TEST--
A key that no array can have is a TypeError when it is pulled
--EXTENSIONS--
pokio
--FILE--
<?php
foreach (['map', 'all', 'settle'] as $function) {
    $pulled = 0;
    $items = (function () use (&$pulled) {
        while (true) {
            $pulled++;
            yield new stdClass => fn () => 1;
        }
    })();
    try {
        $function === 'map' ? Pokio\map($items, fn () => 1) : ('Pokio\\' . $function)($items);
    } catch (TypeError $e) {
        echo "$function: TypeError after $pulled\n";
    }
}
?>
--EXPECT--
map: TypeError after 1
all: TypeError after 1
settle: TypeError after 1
