--TEST--
After a fatal error in __serialize the outcome stays null, whatever the shutdown functions do
--EXTENSIONS--
pokio
--INI--
display_errors=0
log_errors=0
--FILE--
<?php
class Node { public $next; }
class Fatal
{
    public function __serialize(): array { trigger_error('fatal', E_USER_ERROR); return []; }
}
var_dump(await(async(function () {
    register_shutdown_function(function () {
        for ($node = null, $i = 0; $i < 600_000; $i++) {
            $outer = new Node;
            $outer->next = $node;
            $node = $outer;
        }
        serialize($node);
    });

    return new Fatal;
})));
?>
--EXPECT--
NULL
