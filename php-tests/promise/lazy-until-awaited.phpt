--TEST--
async() alone runs nothing; await() starts the closure
--EXTENSIONS--
pokio
--FILE--
<?php
[$task, $caller] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($caller, 0, 200000);
$promise = async(function () use ($task) {
    fwrite($task, "started\n");
    return 'value';
});
echo 'before await: ', var_export(fgets($caller), true), "\n";
echo 'value: ', await($promise), "\n";
echo 'after await: ', fgets($caller);
?>
--EXPECT--
before await: false
value: value
after await: started
