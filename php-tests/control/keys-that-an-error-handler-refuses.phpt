--TEST--
What an error handler throws for a key that loses something ends the call, and is no task's outcome
--EXTENSIONS--
pokio
--FILE--
<?php
set_error_handler(function (int $level, string $text) {
    throw new ErrorException($text);
});
function items(Closure $task, mixed $key): Generator
{
    yield 'a' => $task;
    yield $key => $task;
    yield 'b' => $task;
}
$fails = fn () => throw new DomainException('of a task');
$calls = [
    'map' => fn (mixed $key) => Pokio\map(items($fails, $key), fn (Closure $item) => 1),
    'map of one each' => fn (mixed $key) => Pokio\map(items($fails, $key), fn (Closure $item) => 1, concurrency: 1, tasksPerProcess: 1),
    'all' => fn (mixed $key) => Pokio\all(items(fn () => 1, $key), concurrency: 1),
    'any' => fn (mixed $key) => Pokio\any(items($fails, $key), concurrency: 1),
    'settle' => fn (mixed $key) => Pokio\settle(items($fails, $key), concurrency: 1),
];
foreach ($calls as $name => $call) {
    foreach ([1.5, STDIN] as $key) {
        try {
            $call($key);
        } catch (Exception $e) {
            echo $name, ': ', get_class($e), ' ', strtok($e->getMessage(), ' '), ' ', $e->getPrevious()?->getMessage(), "\n";
        }
    }
}
?>
--EXPECT--
map: ErrorException Implicit 
map: ErrorException Resource 
map of one each: ErrorException Implicit 
map of one each: ErrorException Resource 
all: ErrorException Implicit 
all: ErrorException Resource 
any: ErrorException Implicit 
any: ErrorException Resource 
settle: ErrorException Implicit 
settle: ErrorException Resource 
