--TEST--
A task that recurses without end does not take the caller with it
--INI--
display_errors=0
memory_limit=64M
--FILE--
<?php
function again(array $array): array
{
    return array_map('again', [$array]);
}

try {
    $outcome = await(async(fn () => again([])));
} catch (Error $e) {
    // PHP 8.3 and later throw before the stack is used up.
    $outcome = str_contains($e->getMessage(), 'Maximum call stack size') ? null : $e;
}
var_dump($outcome);
?>
--EXPECT--
NULL
