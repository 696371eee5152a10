--TEST--
Arguments that make no sense are a ValueError that names them, before anything starts
--EXTENSIONS--
pokio
--FILE--
<?php
$never = function (): mixed {
    echo "ran\n";

    return 1;
};
$input = (function () {
    echo "pulled\n";
    yield fn () => 1;
})();
$promise = async($never);
$calls = [];
foreach ([0.0, -1.0, NAN, -INF] as $seconds) {
    $calls[] = fn () => Pokio\async($never, timeout: $seconds);
    $calls[] = fn () => Pokio\await($promise, timeout: $seconds);
    $calls[] = fn () => Pokio\map($input, $never, timeout: $seconds);
    $calls[] = fn () => Pokio\map($input, $never, deadline: $seconds);
    $calls[] = fn () => Pokio\stream($input, $never, timeout: $seconds);
    $calls[] = fn () => Pokio\stream($input, $never, deadline: $seconds);
    foreach (['all', 'any', 'race', 'settle'] as $function) {
        $calls[] = fn () => ('Pokio\\' . $function)($input, timeout: $seconds);
        $calls[] = fn () => ('Pokio\\' . $function)($input, deadline: $seconds);
    }
}
foreach ([0, -3] as $number) {
    $calls[] = fn () => Pokio\map($input, $never, concurrency: $number);
    $calls[] = fn () => Pokio\stream($input, $never, concurrency: $number);
    foreach (['all', 'any', 'race', 'settle'] as $function) {
        $calls[] = fn () => ('Pokio\\' . $function)($input, concurrency: $number);
    }
}
$calls[] = fn () => Pokio\map($input, $never, tasksPerProcess: -1);
$calls[] = fn () => Pokio\stream($input, $never, tasksPerProcess: -1);
$names = [];
foreach ($calls as $number => $call) {
    try {
        $call();
        echo "call $number was taken\n";
    } catch (ValueError $e) {
        preg_match('/^(Pokio\\\\\w+\(\)): Argument #\d \((\$\w+)\) must /', $e->getMessage(), $found) || print("{$e->getMessage()}\n");
        $names["$found[1] $found[2]"] = true;
    }
}
Pokio\cancel($promise);
echo count($calls), ' calls, ', count($names), " arguments\n";
?>
--EXPECT--
70 calls, 22 arguments
