--TEST--
Promises in static variables and properties run at the end of the script
--INI--
pokio.max_processes=1
--FILE--
<?php
class Registry
{
    public static ?Pokio\Promise $promise = null;
}

function remember(): void
{
    static $promise;
    $promise = async(fn () => print("static variable\n"));
}

Registry::$promise = async(fn () => print("static property\n"));
remember();
define('PROMISE', async(fn () => print("constant\n")));
echo "end of script\n";
?>
--EXPECTREGEX--
end of script\n(?=(?s:.*)static property)(?=(?s:.*)static variable)(?=(?s:.*)constant)(?:(?:static property|static variable|constant)\s*){3}
