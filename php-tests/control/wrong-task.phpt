--TEST--
What is neither promise nor closure is a TypeError; in an array before anything starts
--EXTENSIONS--
pokio
--FILE--
<?php
foreach (['all', 'any', 'race', 'settle', 'stream'] as $function) {
    $promise = async(function () {
        echo "ran\n";
    });
    try {
        ('Pokio\\' . $function)(['a' => $promise, 'b' => 'strlen']);
        echo "taken\n";
    } catch (TypeError $e) {
        echo $function, ': ', str_contains($e->getMessage(), 'string given') ? 'string given' : $e->getMessage(), "\n";
    }
    Pokio\cancel($promise);
}
try {
    Pokio\all((function () {
        yield fn () => 1;
        yield 1;
    })());
} catch (TypeError $e) {
    echo str_contains($e->getMessage(), 'int given') ? 'int given' : $e->getMessage(), "\n";
}
?>
--EXPECT--
all: string given
any: string given
race: string given
settle: string given
stream: string given
int given
