--TEST--
Each then() receives what the step before it returned
--EXTENSIONS--
pokio
--FILE--
<?php
$seen = await(
    async(fn () => ['start'])
        ->then(fn (array $steps) => [...$steps, 'first'])
        ->then(fn (array $steps) => [...$steps, 'second'])
        ->then(fn (array $steps) => [...$steps, 'third'])
);
echo implode(' ', $seen), "\n";
var_dump(await(async(function (): void {})->then(fn (...$arguments) => $arguments)));
?>
--EXPECT--
start first second third
array(1) {
  [0]=>
  NULL
}
