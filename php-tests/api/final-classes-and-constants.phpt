--TEST--
No class can be extended, and no type is known to the autoloader
--EXTENSIONS--
pokio
--FILE--
<?php
spl_autoload_register(function (string $class) { echo "asked for $class\n"; });
$names = ['Promise', 'Pokio', 'Kernel', 'Environment', 'UnwaitedFutureManager', 'Runtime\Fork\ForkRuntime', 'Runtime\Fork\ForkFuture', 'Runtime\Fork\ThrowableCapsule', 'Runtime\Sync\SyncRuntime', 'Runtime\Sync\SyncFuture', 'Support\Reflection', 'Exceptions\FutureAlreadyAwaited', 'Exceptions\PromiseAlreadyStarted'];
foreach ($names as $name) {
    if (! (new ReflectionClass("Pokio\\$name"))->isFinal()) {
        echo "$name is not final\n";
    }
}
var_dump(interface_exists(Pokio\Contracts\Future::class), interface_exists(Pokio\Contracts\Runtime::class));
var_dump(function_exists('async'), function_exists('await'), function_exists('pokio'));
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
