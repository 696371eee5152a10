--TEST--
A promise that has started, or was awaited, takes no more steps
--EXTENSIONS--
pokio
--FILE--
<?php
$started = async(fn () => 'value');
$started->defer();
$awaited = async(fn () => 'value');
await($awaited);
foreach ([$started, $awaited] as $promise) {
    foreach (['then', 'catch', 'finally'] as $method) {
        try {
            $promise->$method(fn () => 'step');
            echo "$method accepted\n";
        } catch (RuntimeException $e) {
            echo get_class($e), ' ', $e->getCode(), ': ', $e->getMessage(), "\n";
        }
    }
}
echo await($started), "\n";
?>
--EXPECT--
Pokio\Exceptions\PromiseAlreadyStarted 0: The promise has already been started.
Pokio\Exceptions\PromiseAlreadyStarted 0: The promise has already been started.
Pokio\Exceptions\PromiseAlreadyStarted 0: The promise has already been started.
Pokio\Exceptions\PromiseAlreadyStarted 0: The promise has already been started.
Pokio\Exceptions\PromiseAlreadyStarted 0: The promise has already been started.
Pokio\Exceptions\PromiseAlreadyStarted 0: The promise has already been started.
value
