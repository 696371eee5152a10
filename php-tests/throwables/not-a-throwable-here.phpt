--TEST--
A name that is another kind of class in the caller does not become a throwable
--EXTENSIONS--
pokio
--FILE--
<?php
try {
    await(async(function () {
        eval('class Ambiguous extends Exception {}');
        throw new Ambiguous('exception there');
    })->finally(fn () => 1));
    echo "nothing thrown\n";
} catch (RuntimeException $e) {
    echo str_contains($e->getMessage(), 'exception there') ? "stand-in\n" : "lost\n";
}
$promise = async(function () { eval('class Twofold extends Exception {}'); throw new Twofold('exception there'); });
$promise->defer();
eval('class Twofold { public $message = "no throwable"; }');
try {
    await($promise);
} catch (Throwable $e) {
    echo get_class($e), ' ', str_contains($e->getMessage(), 'exception there') ? 'stand-in' : 'lost', "\n";
}
?>
--EXPECT--
stand-in
RuntimeException stand-in
