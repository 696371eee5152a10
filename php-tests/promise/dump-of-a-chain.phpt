--TEST--
var_dump and print_r show a chained promise, and the closure in it, as any object
--EXTENSIONS--
pokio
--FILE--
<?php
ob_start();
$promise = async(fn () => 'value')->then(fn ($v) => $v)->finally(fn () => null);
var_dump($promise);
print_r($promise);
var_dump([$promise]);
$text = ob_get_clean();
echo substr_count($text, 'Pokio\Promise Object'), ' ', substr_count($text, 'object(Pokio\Promise)'), "\n";
foreach ((new ReflectionObject($promise))->getProperties() as $property) {
    $value = $property->getValue($promise);
    if ($value instanceof Closure) {
        $function = new ReflectionFunction($value);
        echo get_class($value), ' with ', $function->getNumberOfParameters(), " parameters\n";
        var_dump(strlen((string) $function) > 0, strlen(print_r($value, true)) > 0);
    }
}
echo await($promise), "\n";
?>
--EXPECT--
1 2
Closure with 0 parameters
bool(true)
bool(true)
value
