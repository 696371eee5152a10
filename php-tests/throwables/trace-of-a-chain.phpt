--TEST--
The trace of a throwable from a step can be shown, with the promise among its arguments
--EXTENSIONS--
pokio
--FILE--
<?php
function show(Pokio\Promise $promise) { return await($promise); }
try {
    show(async(fn () => 1)->then(fn () => throw new Exception('from a step')));
} catch (Exception $e) {
    $text = print_r($e, true) . $e;
    var_dump(str_contains($text, 'from a step'), str_contains($e->getTraceAsString(), 'show(Object(Pokio\Promise))'));
}
?>
--EXPECT--
bool(true)
bool(true)
