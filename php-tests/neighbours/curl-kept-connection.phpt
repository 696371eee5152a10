--TEST--
curl: with a handle of the caller that keeps its connection, each task gets its own answers, and the caller keeps the connection
--EXTENSIONS--
curl
pcntl
posix
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--FILE--
<?php
// A server that keeps connections open and says which one a request came on.
$server = stream_socket_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($server, false);
$process = pcntl_fork();
if ($process === 0) {
    $clients = [];
    $number = 0;
    while (true) {
        $ready = [$server, ...$clients];
        $none = null;
        stream_select($ready, $none, $none, null);
        foreach ($ready as $one) {
            if ($one === $server) {
                $clients[++$number] = stream_socket_accept($server);
                continue;
            }
            $which = array_search($one, $clients, true);
            $request = '';
            while (! str_contains($request, "\r\n\r\n") && ($more = fread($one, 8192)) !== false && $more !== '') {
                $request .= $more;
            }
            if ($request === '') {
                fclose($one);
                unset($clients[$which]);
                continue;
            }
            preg_match('~GET /(\d+)~', $request, $found);
            $body = "$found[1] on $which";
            fwrite($one, "HTTP/1.1 200 OK\r\nContent-Length: " . strlen($body) . "\r\n\r\n$body");
        }
    }
}
fclose($server);
$get = function (CurlHandle $handle, int $n) use ($address): string {
    curl_setopt_array($handle, [CURLOPT_URL => "http://$address/$n", CURLOPT_RETURNTRANSFER => true, CURLOPT_TIMEOUT => 5]);

    return curl_exec($handle);
};
try {
    $handle = curl_init();
    echo $get($handle, 1), "\n";
    for ($round = 0; $round < 5; $round++) {
        $answers = await(array_map(fn ($n) => async(fn () => $get($handle, $n)), range(10, 19)));
        foreach ($answers as $i => $answer) {
            if (! preg_match('/^' . (10 + $i) . ' on (?!1$)\d+$/', $answer)) {
                echo "wrong: $answer\n";
            }
        }
        if (($answer = $get($handle, 2)) !== '2 on 1') {
            echo "wrong: $answer\n";
        }
    }
    echo "done\n";
} finally {
    posix_kill($process, SIGKILL);
    pcntl_waitpid($process, $status);
}
--EXPECT--
1 on 1
done
