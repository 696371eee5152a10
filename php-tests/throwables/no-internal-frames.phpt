--TEST--
Traces show the user's functions and pokio's own, and nothing between them: chains and items, in tasks and in the caller
--FILE--
<?php
function frames(array $trace): string
{
    return implode(' < ', array_map(fn (array $frame) => preg_replace('/\{closure.*\}/', '{closure}', ($frame['class'] ?? '') . ($frame['type'] ?? '') . $frame['function']), $trace));
}

$thrown = function (): never {
    throw new Exception(frames(debug_backtrace()));
};
$cases = [
    'then' => fn () => await(async(fn () => 1)->then(fn (int $value) => $thrown())),
    'catch' => fn () => await(async(fn () => throw new Error())->catch(fn (Error $error) => $thrown())),
    'finally' => fn () => await(async(fn () => 1)->finally($thrown)),
    'after one that was caught' => fn () => await(async(fn () => throw new Error())->then(fn () => 2)->catch(fn (Error $error) => 3)->then($thrown)),
    'a chain in a chain' => fn () => await(async(fn () => 1)->then(fn () => async(fn () => 1)->then($thrown))),
    'map' => fn () => Pokio\map([1], $thrown),
    'map with keys' => fn () => Pokio\map(['k' => 1], fn (int $item, string $key) => $thrown()),
    'stream' => fn () => iterator_to_array(Pokio\stream([1], $thrown)),
    'all' => fn () => Pokio\all([async(fn () => 1)->then($thrown)]),
];
foreach (['useFork', 'useSync'] as $use) {
    pokio()->$use();
    foreach ($cases as $name => $case) {
        try {
            $case();
        } catch (Exception $e) {
            $both = $e->getMessage() . ' < ' . frames($e->getTrace());
            echo str_contains($both, 'Internal') ? "$name: $both\n" : '';
            $seen[$name][] = frames($e->getTrace());
        }
    }
}
// What else is written of a task's place is the same in both.
foreach ($seen as $name => [$fork, $sync]) {
    echo $fork === $sync ? '' : "$name: $fork\n  in the caller: $sync\n";
}
echo $seen['then'][0], "\n", $seen['map'][0], "\n";

// After a chain in the caller, the caller's own trace is as before.
function here(): void
{
    await(async(fn () => 1)->then(fn () => 2));
    echo frames(debug_backtrace()), "\n";
    await(async(fn () => 1)->then(fn () => throw new LogicException())->catch(fn (LogicException $e) => 2));
    echo frames((new Exception())->getTrace()), ' ', (new Exception())->getLine() === __LINE__ ? 'on this line' : 'elsewhere', "\n";
}
here();
?>
--EXPECT--
{closure} < {closure} < await < {closure}
{closure} < Pokio\map < {closure}
here
here on this line
