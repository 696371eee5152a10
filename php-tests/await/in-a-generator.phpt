--TEST--
await works in a generator, and a generator in a task
--EXTENSIONS--
pokio
--FILE--
<?php
function numbers(int $upTo): Generator
{
    for ($i = 1; $i <= $upTo; $i++) {
        yield $i => await(async(fn () => $i * 10));
    }
    return await(async(fn () => 'returned'));
}
$generator = numbers(3);
foreach ($generator as $key => $value) {
    echo "$key: $value\n";
}
echo $generator->getReturn(), "\n";
echo implode(' ', await(async(fn () => iterator_to_array((function () { yield 'made'; yield 'in the task'; })())))), "\n";
?>
--EXPECT--
1: 10
2: 20
3: 30
returned
made in the task
