--TEST--
A chain of 5,000 steps runs, forked and in the caller
--EXTENSIONS--
pokio
--FILE--
<?php
foreach (['useFork', 'useSync'] as $use) {
    pokio()->$use();
    $promise = async(fn () => 0);
    for ($i = 0; $i < 5000; $i++) {
        $promise = $promise->then(fn (int $n) => $n + 1);
    }
    var_dump(await($promise));
    $promise = async(fn () => throw new Exception('from the far end'));
    for ($i = 0; $i < 5000; $i++) {
        $promise = $promise->then(fn () => 'skipped');
    }
    echo await($promise->catch(fn (Exception $e) => $e->getMessage())), "\n";
}
?>
--EXPECT--
int(5000)
from the far end
int(5000)
from the far end
