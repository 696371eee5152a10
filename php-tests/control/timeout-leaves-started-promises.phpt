--TEST--
The limit of a call is not that of a promise that had been started before
--EXTENSIONS--
pokio
--FILE--
<?php
$started = Pokio\async(function () {
    usleep(250_000);

    return 'in its own time';
});
$started->defer();
echo Pokio\settle([$started], timeout: 0.1)[0]->get(), "\n";
?>
--EXPECT--
in its own time
