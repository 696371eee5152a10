--TEST--
Cancelling the last promise of a chain cancels the whole chain
--EXTENSIONS--
pokio
--FILE--
<?php
$seen = tempnam(sys_get_temp_dir(), 'chn');
$chain = async(fn () => file_put_contents($seen, 'first', FILE_APPEND))
    ->then(fn () => file_put_contents($seen, 'second', FILE_APPEND))
    ->catch(fn (Throwable $e) => 'undone');
var_dump(Pokio\cancel($chain));
try {
    await($chain);
} catch (Pokio\Exceptions\TaskCancelled $e) {
    echo "cancelled\n";
}
var_dump(file_get_contents($seen));
unlink($seen);
?>
--EXPECT--
int(1)
cancelled
string(0) ""
