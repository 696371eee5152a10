--TEST--
A throwable whose class only the task has loaded is found by the caller's autoloader
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--FILE--
<?php
spl_autoload_register(function (string $class): void {
    echo "loading $class\n";
    eval(match ($class) {
        'Base' => 'class Base extends RuntimeException {}',
        'Derived' => 'class Derived extends Base { public ?Value $value = null; }',
        'Value' => 'class Value { public int $n = 4; }',
    });
});
$task = async(function () {
    ob_start();
    $e = new Derived('from the task', 3);
    $e->value = new Value();
    ob_end_clean();
    throw $e;
});
try {
    await($task);
} catch (Base $e) {
    echo get_class($e), ' ', $e->getMessage(), ' ', $e->getCode(), ' ', get_class($e->value), ' ', $e->value->n, "\n";
}
--EXPECT--
loading Derived
loading Base
loading Value
Derived from the task 3 Value 4
