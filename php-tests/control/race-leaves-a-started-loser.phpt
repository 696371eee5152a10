--TEST--
A started promise that loses a race can be awaited later
--EXTENSIONS--
pokio
--FILE--
<?php
$started = async(function () {
    usleep(500_000);

    return 'later';
});
$winner = async(fn () => 'won');
$started->defer();
echo Pokio\race([$winner, $started]), "\n";
echo Pokio\await($started), "\n";
try {
    Pokio\await($winner);
} catch (Pokio\Exceptions\FutureAlreadyAwaited) {
    echo "the winner has been awaited\n";
}
?>
--EXPECT--
won
later
the winner has been awaited
