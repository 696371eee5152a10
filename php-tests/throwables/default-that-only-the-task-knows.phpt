--TEST--
A property's default that only the task can compute does not stand in the throwable's way
--EXTENSIONS--
pokio
--INI--
zend.exception_ignore_args=0
zend.exception_string_param_max_len=20
--FILE--
<?php
class Argument { public $default = ONLY_IN_THE_TASK; }
class Own extends DomainException { public $default = ONLY_IN_THE_TASK; }
class Loaded { public $default = Elsewhere::VALUE; }
spl_autoload_register(fn (string $class) => throw new LogicException("$class cannot be loaded"));
function failing(object $argument) { throw new OutOfBoundsException('arrived'); }
$tasks = [
    'argument' => fn () => failing(new Argument),
    'loaded' => function () {
        eval('class Elsewhere { const VALUE = 1; }');
        failing(new Loaded);
    },
    'own' => fn () => throw new Own('arrived', 3),
];
foreach ($tasks as $task) {
    try {
        await(async(function () use ($task) {
            define('ONLY_IN_THE_TASK', 1);
            $task();
        }));
    } catch (Throwable $e) {
        echo get_class($e), ' ', $e->getMessage(), ' ', $e->getTrace()[0]['args'][0] ?? 'no argument', "\n";
        var_dump($e->getPrevious());
    }
}
?>
--EXPECT--
OutOfBoundsException arrived Object(Argument)
NULL
OutOfBoundsException arrived Object(Loaded)
NULL
RuntimeException Own: arrived no argument
NULL
