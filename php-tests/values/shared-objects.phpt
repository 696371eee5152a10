--TEST--
One object in two places is one object after the journey
--EXTENSIONS--
pokio
--FILE--
<?php
$received = await(async(function () {
    $shared = new stdClass;
    $shared->self = $shared;
    return ['a' => $shared, 'b' => [$shared], 'c' => clone $shared];
}));
var_dump($received['a'] === $received['b'][0], $received['a']->self === $received['a'], $received['c'] === $received['a'], $received['c']->self === $received['a']);
?>
--EXPECT--
bool(true)
bool(true)
bool(false)
bool(true)
