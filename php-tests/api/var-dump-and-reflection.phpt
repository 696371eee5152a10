--TEST--
var_dump, casts, comparison and reflection treat a promise as any object
--EXTENSIONS--
pokio
--FILE--
<?php
$promise = async(fn () => 1);
ob_start();
var_dump($promise);
print_r($promise);
$text = ob_get_clean();
var_dump(str_contains($text, 'Pokio\Promise'), str_contains($text, 'Closure'));
var_dump(count((array) $promise) > 0, get_object_vars($promise), $promise == async(fn () => 1), (bool) $promise);
foreach ((new ReflectionObject($promise))->getProperties() as $property) {
    var_dump($property->isPrivate() && $property->hasType());
}
Pokio\UnwaitedFutureManager::instance()->flush();
await($promise);
?>
--EXPECTF--
bool(true)
bool(true)
bool(true)
array(0) {
}
bool(false)
bool(true)
bool(true)
%A
