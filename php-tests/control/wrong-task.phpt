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
        echo $e->getMessage(), "\n";
    }
    Pokio\cancel($promise);
}
try {
    Pokio\all((function () {
        yield fn () => 1;
        yield 1;
    })());
} catch (TypeError $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
Pokio\all(): Argument #1 ($tasks) must contain only promises and closures, string given
Pokio\any(): Argument #1 ($tasks) must contain only promises and closures, string given
Pokio\race(): Argument #1 ($tasks) must contain only promises and closures, string given
Pokio\settle(): Argument #1 ($tasks) must contain only promises and closures, string given
Pokio\stream(): Argument #1 ($items) must contain only promises and closures, string given
Pokio\all(): Argument #1 ($tasks) must contain only promises and closures, int given
