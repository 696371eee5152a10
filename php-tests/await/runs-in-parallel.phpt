--TEST--
All tasks of an array run at the same time
--EXTENSIONS--
pokio
--FILE--
<?php
[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($a, 10);
stream_set_timeout($b, 10);
// Each needs the other to be running.
$meet = fn ($stream, $name) => function () use ($stream, $name) {
    fwrite($stream, "$name\n");
    return "$name met " . trim((string) fgets($stream));
};
echo implode(', ', await([async($meet($a, 'left')), async($meet($b, 'right'))])), "\n";
?>
--EXPECT--
left met right, right met left
