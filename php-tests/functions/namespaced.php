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
