--TEST--
A promise in a cycle through its own closure is freed by the garbage collector
--EXTENSIONS--
pokio
--FILE--
<?php
class Owner
{
    public ?Pokio\Promise $promise = null;
    public function __destruct() { echo "owner freed\n"; }
}
function build(): void
{
    $owner = new Owner;
    $owner->promise = async(fn () => get_class($owner));
    echo await($owner->promise), "\n";
}
build();
echo "collecting\n";
gc_collect_cycles();
echo "collected\n";
?>
--EXPECT--
Owner
collecting
owner freed
collected
