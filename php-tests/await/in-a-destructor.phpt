--TEST--
await works in destructors, those of the program's end too
--EXTENSIONS--
pokio
--FILE--
<?php
class Closing
{
    public function __construct(private string $name) {}
    public function __destruct() { echo await(async(fn () => "$this->name closed\n")); }
}
$object = new Closing('explicitly');
unset($object);
$last = new Closing('at the end');
echo "end of script\n";
?>
--EXPECT--
explicitly closed
end of script
at the end closed
