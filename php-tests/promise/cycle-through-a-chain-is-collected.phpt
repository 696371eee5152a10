--TEST--
The steps of a chain are seen by the garbage collector too
--EXTENSIONS--
pokio
--FILE--
<?php
class Owner
{
    public $promise;
    public function __destruct() { echo "owner freed\n"; }
}
function build(): void
{
    $owner = new Owner;
    $owner->promise = async(fn () => 1)->then(fn () => get_class($owner))->catch(fn () => $owner)->finally(fn () => $owner);
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
