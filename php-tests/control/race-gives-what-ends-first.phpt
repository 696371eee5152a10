--TEST--
race() gives what ends first, a value or an exception, and cancels the rest
--EXTENSIONS--
pokio
--FILE--
<?php
$slow = fn () => async(function () {
    usleep(100_000);

    return 'slow';
});
$loser = $slow();
echo Pokio\race(['fast' => fn () => 'fast', 'slow' => $loser]), "\n";
try {
    Pokio\race([fn () => throw new DomainException('failed first'), $slow()]);
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
try {
    Pokio\await($loser);
} catch (Pokio\Exceptions\TaskCancelled) {
    echo "cancelled\n";
}
?>
--EXPECT--
fast
failed first
cancelled
