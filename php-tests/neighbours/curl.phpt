--TEST--
curl: the caller's handle and its kept connection survive tasks that drop it or use handles of their own
--EXTENSIONS--
curl
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork(); is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/sapi.inc';
$folder = folder(['index.php' => '<?php echo "answer $_GET[n]";']);
[$process, $address] = start_server($folder);
$get = function (CurlHandle $handle, int $n) use ($address): string {
    curl_setopt_array($handle, [CURLOPT_URL => "http://$address/index.php?n=$n", CURLOPT_RETURNTRANSFER => true]);

    return curl_exec($handle);
};
try {
    $handle = curl_init();
    $multi = curl_multi_init();
    $share = curl_share_init();
    echo $get($handle, 1), "\n";
    echo implode(', ', await([
        async(fn () => $get(curl_init(), 2)),
        async(function () use (&$handle, &$multi, &$share, $get) { $handle = $multi = $share = null; return $get(curl_init(), 3); }),
        async(fn () => $get(curl_copy_handle($handle), 4)),
        async(function () use ($handle) { exit(1); }),
    ])), "\n";
    echo $get($handle, 5), "\n";
    $own = curl_copy_handle($handle);
    curl_setopt($own, CURLOPT_URL, "http://$address/index.php?n=6");
    curl_multi_add_handle($multi, $own);
    do {
        curl_multi_exec($multi, $running);
        await(async(fn () => 1));
        curl_multi_select($multi, 0.05);
    } while ($running);
    echo curl_multi_getcontent($own), "\n";
} finally {
    stop($process);
}
remove($folder);
--EXPECT--
answer 1
answer 2, answer 3, answer 4, 
answer 5
answer 6
