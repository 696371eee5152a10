--TEST--
A result that cannot be sent fails with its key and the path inside the value
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
class Repository
{
    public function __construct(protected mixed $connection)
    {
    }
}
foreach (Pokio\settle(['k' => fn () => ['user' => new Repository(fn () => 1)], 'plain' => fn () => fn () => 1]) as $outcome) {
    echo $outcome->status->name, ': ';
    var_dump(str_contains($outcome->error->getMessage(), "Serialization of 'Closure' is not allowed"));
    var_dump(str_contains($outcome->error->getMessage(), (string) $outcome->key));
}
var_dump(str_contains(Pokio\settle([fn () => ['user' => new Repository(fn () => 1)]])[0]->error->getMessage(), "['user']->connection"));
// Beside very many values that hold no others.
$task = fn (int $many) => [...array_fill(0, $many, 1), ['x' => fn () => 1]];
var_dump(str_contains(Pokio\settle([fn () => $task(1_100_000)])[0]->error->getMessage(), "in [1100000]['x']: "));
?>
--EXPECT--
Failed: bool(true)
bool(true)
Failed: bool(true)
bool(true)
bool(true)
bool(true)
