--TEST--
A task does not run the finally block of a generator that the caller has suspended
--EXTENSIONS--
pokio
--FILE--
<?php
function guarded(): Generator
{
    try {
        yield await(async(fn () => 'value'));
    } finally {
        echo 'finally in the ', getmypid() === $GLOBALS['caller'] ? 'caller' : 'task', "\n";
    }
}
$caller = getmypid();
$generator = guarded();
echo $generator->current(), "\n";
await(async(fn () => 1));
unset($generator);
echo "end\n";
?>
--EXPECT--
value
finally in the caller
end
