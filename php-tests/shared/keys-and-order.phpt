--TEST--
Keys and order of the array stay, whichever task ends first
--EXTENSIONS--
pcntl
posix
--INI--
pokio.tasks_per_process=0
pokio.max_processes=3
--FILE--
<?php
$tasks = [];
foreach (["c" => 30, 7 => 0, "a" => 10, 2 => 20] as $key => $milliseconds) {
    $tasks[$key] = async(function () use ($key, $milliseconds) {
        usleep($milliseconds * 1000);

        return "$key!";
    });
}
echo json_encode(await($tasks)), "\n";
?>
--EXPECT--
{"c":"c!","7":"7!","a":"a!","2":"2!"}
