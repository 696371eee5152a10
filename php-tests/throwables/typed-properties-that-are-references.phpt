--TEST--
Typed properties that are references to one value are so on arrival, and keep their types
--FILE--
<?php
class Referring extends Exception
{
    public int $a = 1;
    public ?int $b = 2;
    public array $own = ['own'];
}

try {
    await(async(function () {
        $e = new Referring;
        $e->b = &$e->a;
        $e->own['self'] = &$e->own;
        throw $e;
    }));
} catch (Referring $e) {
    $e->a = 5;
    $e->own[0] = 'changed';
    var_dump($e->b, $e->own['self']['self'][0]);
    try {
        $e->b = null;
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
    unset($e->a);
    $e->b = null;
    var_dump($e->b);
}
?>
--EXPECT--
int(5)
string(7) "changed"
Cannot assign null to reference held by property Referring::$a of type int
NULL
