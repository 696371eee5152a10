--TEST--
With settle: true a stream yields an Outcome for each item
--EXTENSIONS--
pokio
--FILE--
<?php
foreach (Pokio\stream(['a' => 1, 'b' => 2, 'c' => 3], fn (int $n) => $n === 2 ? throw new DomainException('two') : $n, settle: true) as $key => $outcome) {
    echo $key, ' ', $outcome->key, ' ', $outcome->status->name, ' ', json_encode($outcome->value), ' ', $outcome->error?->getMessage(), "\n";
}
?>
--EXPECT--
a a Fulfilled 1 
b b Failed null two
c c Fulfilled 3 
