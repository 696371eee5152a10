--TEST--
A deadline does not touch a promise that had been started before: it can be awaited later
--EXTENSIONS--
pokio
--FILE--
<?php
$slow = function () {
    usleep(250_000);

    return 'later';
};
foreach (['all', 'settle', 'race'] as $function) {
    $started = async($slow);
    $started->defer();
    try {
        $outcome = ('Pokio\\' . $function)(['k' => $started], deadline: 0.1)['k'];
        echo $outcome->status->name, ' ', $outcome->error->seconds;
    } catch (Pokio\Exceptions\TaskTimedOut $e) {
        echo 'TaskTimedOut ', $e->seconds;
    }
    echo ' ', Pokio\await($started), "\n";
}
?>
--EXPECT--
TaskTimedOut 0.1 later
TimedOut 0.1 later
TaskTimedOut 0.1 later
