--TEST--
Promises made in shutdown functions and destructors are run too
--FILE--
<?php
class Late
{
    public function __destruct()
    {
        echo "destructor\n";
        async(fn () => print("made in a destructor\n"));
    }
}

register_shutdown_function(function () {
    echo await(async(fn () => "awaited in a shutdown function\n"));
    async(fn () => print("made in a shutdown function\n"));
    Pokio\UnwaitedFutureManager::instance()->run();
});
$late = new Late;
echo "end of script\n";
?>
--EXPECT--
end of script
awaited in a shutdown function
made in a shutdown function
destructor
made in a destructor
