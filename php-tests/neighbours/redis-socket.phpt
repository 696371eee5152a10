--TEST--
Redis: the caller's plain socket survives tasks that drop it, with unread and unsent bytes
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); needs_server('POKIO_TEST_REDIS');
--FILE--
<?php
foreach (['stream_socket_client', 'persistent'] as $how) {
    $flags = STREAM_CLIENT_CONNECT | ($how === 'persistent' ? STREAM_CLIENT_PERSISTENT : 0);
    $socket = stream_socket_client(getenv('POKIO_TEST_REDIS'), $code, $text, 5, $flags);
    fwrite($socket, "PING one\r\nPING two\r\n");
    // The first line is read, the rest waits in the stream's buffer.
    echo fgets($socket);
    var_dump(await([
        async(function () use (&$socket) { $socket = null; return 'dropped'; }),
        async(function () use ($socket) { exit(1); }),
        async(function () use ($flags) {
            $own = stream_socket_client(getenv('POKIO_TEST_REDIS'), $code, $text, 5, $flags);
            fwrite($own, "PING own\r\n");
            fgets($own);
            return trim(fgets($own));
        }),
    ]));
    echo fgets($socket), fgets($socket), fgets($socket);
    fwrite($socket, "PING three\r\n");
    fgets($socket);
    echo fgets($socket);
}
--EXPECT--
$3
array(3) {
  [0]=>
  string(7) "dropped"
  [1]=>
  NULL
  [2]=>
  string(3) "own"
}
one
$3
two
three
$3
array(3) {
  [0]=>
  string(7) "dropped"
  [1]=>
  NULL
  [2]=>
  string(3) "own"
}
one
$3
two
three
