--TEST--
A promise that is destroyed unawaited runs; the caller does not wait there
--EXTENSIONS--
pokio
--FILE--
<?php
[$task, $caller] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($task, 10);
async(function () use ($task) {
    echo 'the task got: ' . fgets($task);
});
echo "the caller goes on\n";
fwrite($caller, "permission\n");
Pokio\UnwaitedFutureManager::instance()->run();
echo "end\n";
?>
--EXPECT--
the caller goes on
the task got: permission
end
