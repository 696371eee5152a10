--TEST--
Without a closure the items of a stream are promises and closures
--EXTENSIONS--
pokio
--FILE--
<?php
$started = async(fn () => 'started');
$started->defer();
$items = ['closure' => fn () => 'called', 'promise' => async(fn () => 'awaited'), 'started' => $started];
echo json_encode(iterator_to_array(Pokio\stream($items))), "\n";
try {
    Pokio\await($items['promise']);
} catch (Pokio\Exceptions\FutureAlreadyAwaited $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
{"closure":"called","promise":"awaited","started":"started"}
The promise has already been resolved.
