--TEST--
All of it works inside a task
--EXTENSIONS--
pokio
--FILE--
<?php
echo json_encode(Pokio\map(['a' => 2, 'b' => 3], fn (int $n) => [
    Pokio\map(range(1, $n), fn (int $i) => $i * $n),
    iterator_to_array(Pokio\stream([$n], fn (int $i) => -$i)),
    Pokio\any([fn () => throw new DomainException, fn () => $n]),
    array_map(fn (Pokio\Outcome $o) => $o->status->name, Pokio\settle([fn () => throw new DomainException, fn () => 1])),
    Pokio\await(Pokio\async(fn () => $n, name: 'x', timeout: 20)),
])), "\n";
?>
--EXPECT--
{"a":[[2,4],[-2],2,["Failed","Fulfilled"],2],"b":[[3,6,9],[-3],3,["Failed","Fulfilled"],3]}
