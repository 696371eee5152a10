--TEST--
Pokio\async() and Pokio\await() do what async() and await() do
--EXTENSIONS--
pokio
--FILE--
<?php
use function Pokio\{async, await};

var_dump(await(async(fn () => getmypid())) !== getmypid());
echo json_encode(await(['b' => async(fn () => 1), 'a' => async(fn () => [2])->then(array_sum(...)), 7 => async(fn () => 'three')])), "\n";
try {
    await(async(fn () => throw new DomainException('from the task')));
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}

// They make and take the same promises, by the same names of arguments.
var_dump(async(callback: fn () => 4) instanceof Pokio\Promise);
var_dump(\await(promises: async(fn () => 5)), await(promises: \async(fn () => 6)));

foreach ([fn () => await(3), fn () => await([4]), fn () => async('strlen'), fn () => async()] as $wrong) {
    try {
        $wrong();
    } catch (TypeError $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
bool(true)
{"b":1,"a":2,"7":"three"}
from the task
bool(true)
int(5)
int(6)
TypeError: Pokio\await(): Argument #1 ($promises) must be of type Pokio\Promise|array, int given
TypeError: Pokio\await(): Argument #1 ($promises) must contain only Pokio\Promise objects, int given
TypeError: Pokio\async(): Argument #1 ($callback) must be of type Closure, string given
ArgumentCountError: Pokio\async() expects at least 1 argument, 0 given
