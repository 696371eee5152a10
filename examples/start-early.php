<?php

$report = async(function () {
    echo "The task works.\n";

    return 'the report';
});

echo "Nothing runs yet.\n";
$report->defer(); // starts the task and returns at once
usleep(200_000);
echo "The caller works too.\n";
echo 'Here is ', await($report), ".\n";
