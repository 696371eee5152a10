--TEST--
A promise that another took over gives null, runs nothing and cannot be chained again
--EXTENSIONS--
pokio
--FILE--
<?php
$first = async(function () { echo "ran\n"; return 1; });
$second = $first->then(fn (int $n) => $n + 1);
foreach (['then', 'catch', 'finally'] as $method) {
    try {
        $first->$method(fn () => null);
    } catch (Pokio\Exceptions\PromiseAlreadyStarted $e) {
        echo "$method: ", $e->getMessage(), "\n";
    }
}
var_dump(await($first));
unset($first);
var_dump(await($second));
?>
--EXPECT--
then: The promise has already been started.
catch: The promise has already been started.
finally: The promise has already been started.
NULL
ran
int(2)
