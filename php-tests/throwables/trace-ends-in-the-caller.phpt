--TEST--
The trace leads on to the line of the await
--EXTENSIONS--
pokio
--FILE--
<?php
function outer() { return inner(); }
function inner() { return await(async(fn () => throw new Exception('x'))); }
try {
    outer();
} catch (Exception $e) {
    $functions = array_column($e->getTrace(), 'function');
    echo implode(' ', array_intersect(['await', 'inner', 'outer'], $functions)), "\n";
    echo array_values(array_filter($e->getTrace(), fn ($frame) => $frame['function'] === 'outer'))[0]['line'], "\n";
}
?>
--EXPECT--
await inner outer
5
