--TEST--
A promise whose closure captures it runs once when the cycle is collected, or at the end of the script
--FILE--
<?php
$make = function (string $name): void {
    $promise = async(function () use (&$promise, $name) {
        echo "$name\n";
    });
};
$make('first');
gc_collect_cycles();
Pokio\UnwaitedFutureManager::instance()->run();
echo "collected\n";
$make('second');
echo "end of script\n";
?>
--EXPECT--
first
collected
end of script
second
