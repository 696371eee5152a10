--TEST--
What a task changes is not changed in the caller
--FILE--
<?php
class Counter
{
    public static int $count = 0;
}

$object = new stdClass;
$object->value = 'caller';
$directory = getcwd();
await(async(function () use ($object) {
    $object->value = 'task';
    Counter::$count++;
    chdir('/');
    putenv('POKIO_TEST=task');
    ini_set('precision', '3');
    define('MADE_BY_TASK', 1);
}));
var_dump($object->value, Counter::$count, getcwd() === $directory, getenv('POKIO_TEST'), ini_get('precision'), defined('MADE_BY_TASK'));
?>
--EXPECT--
string(6) "caller"
int(0)
bool(true)
bool(false)
string(2) "14"
bool(false)
