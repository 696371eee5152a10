--TEST--
What a task wrote before its time was over, or it was cancelled, is in the exception
--FILE--
<?php
$flag = tempnam(sys_get_temp_dir(), 'pokio');
$task = function () use ($flag) {
    echo "begun\n";
    fwrite(STDERR, "begun, too\n");
    unlink($flag);
    sleep(60);
};
try {
    Pokio\await(Pokio\async($task, timeout: 1.5, output: Pokio\Output::Capture));
} catch (Pokio\Exceptions\TaskTimedOut $error) {
    var_dump($error->output, $error->errorOutput);
}
touch($flag);
$promise = Pokio\async($task, output: Pokio\Output::Capture);
$promise->defer();
while (file_exists($flag)) {
    usleep(1000);
    clearstatcache();
}
Pokio\cancel($promise);
try {
    Pokio\await($promise);
} catch (Pokio\Exceptions\TaskCancelled $error) {
    var_dump($error->output, $error->errorOutput);
}
?>
--EXPECT--
string(6) "begun
"
string(11) "begun, too
"
string(6) "begun
"
string(11) "begun, too
"
