--TEST--
A promise in an object's property runs when the object goes at the end of the script
--FILE--
<?php
final class Job
{
    public function __construct(private Pokio\Promise $promise)
    {
    }

    public function __destruct()
    {
        echo "job destroyed\n";
    }
}

$job = new Job(async(fn () => print("promise\n")));
echo "end of script\n";
?>
--EXPECT--
end of script
job destroyed
promise
