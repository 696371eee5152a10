--TEST--
A client's socket that PHP code holds can be handed to a task, as a stream and as a Socket, beside extensions that hold connections
--EXTENSIONS--
curl
sockets
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--FILE--
<?php
$curl = curl_init(); // from here on connections are looked for
$server = stream_socket_server('tcp://127.0.0.1:0');
$listening = socket_create_listen(0);
socket_getsockname($listening, $host, $port);
foreach (range(1, 3) as $n) {
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
    $accepted = stream_socket_accept($server);
    $connected = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
    socket_connect($connected, '127.0.0.1', $port);
    $taken = socket_accept($listening);
    $tasks = [
        async(fn () => fwrite($accepted, "stream $n\n")),
        async(fn () => socket_write($taken, "socket $n\n")),
    ];
    await($tasks);
    echo fgets($client), socket_read($connected, 100);
    // In both directions, and the caller still has its own.
    fwrite($client, "request\n");
    echo await(async(fn () => fgets($accepted)));
    fwrite($accepted, "by the caller\n");
    echo fgets($client);
    // What fsockopen() gives has no context.
    $opened = fsockopen('tcp://' . stream_socket_get_name($server, false));
    $other = stream_socket_accept($server);
    await(async(fn () => fwrite($opened, "opened $n\n")));
    echo fgets($other);
}
--EXPECT--
stream 1
socket 1
request
by the caller
opened 1
stream 2
socket 2
request
by the caller
opened 2
stream 3
socket 3
request
by the caller
opened 3
