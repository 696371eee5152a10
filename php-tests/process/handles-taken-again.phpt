--TEST--
A task owns its objects wherever they are: in place of any kind of object that the caller made or freed, or that the task released
--EXTENSIONS--
xmlwriter
--FILE--
<?php
define('CALLER', getmypid());

final class Noisy
{
    public function __construct(private string $name)
    {
    }

    public function __destruct()
    {
        echo $this->name, getmypid() === CALLER ? " (caller)\n" : "\n";
    }
}

$kinds = [
    'plain' => fn () => new stdClass(),
    'closure' => function () { $n = 1; return function () use ($n) { return $n; }; },
    'ArrayObject' => fn () => new ArrayObject(),
    'SplObjectStorage' => fn () => new SplObjectStorage(),
    'date' => fn () => new DateTime(),
    'exception' => fn () => new Exception(),
    'generator' => fn () => (function () { yield 1; })(),
    'reflection' => fn () => new ReflectionClass('stdClass'),
    'native' => fn () => new XMLWriter(),
    'iterator' => fn () => (new ArrayObject([1]))->getIterator(),
    'weak' => fn () => WeakReference::create($GLOBALS['kinds']['plain']),
];
foreach ($kinds as $kind => $make) {
    $object = $make();
    await(async(function () use (&$object, $kind) {
        // In the place of what is let go, and held when the task ends; where that was two
        // objects, the last freed is the first taken.
        $object = null;
        $GLOBALS['own'] = [new Noisy("$kind 1")];
        $GLOBALS['more'] = [new Noisy("$kind 2")];
    }));
    // Freed by the caller, and taken again by it before the next task.
    $object = null;
    $object = [new Noisy("$kind of the caller"), $make()];
    await(async(function () use (&$object) {
        $object = null;
    }));
    ob_start();
    $object = null;
    $text = ob_get_clean();
    echo $text === "$kind of the caller (caller)\n" ? '' : "wrong: $text";
}
?>
--EXPECT--
plain 1
plain 2
closure 1
closure 2
ArrayObject 1
ArrayObject 2
SplObjectStorage 1
SplObjectStorage 2
date 1
date 2
exception 1
exception 2
generator 1
generator 2
reflection 1
reflection 2
native 1
native 2
iterator 2
iterator 1
weak 1
weak 2
