--TEST--
Without a network, fetching the crates gives up within seconds and says so
--SKIPIF--
<?php
is_executable('/bin/bash') || is_executable('/usr/bin/bash') || die('skip no bash');
is_file(__DIR__ . '/../../bin/test') || die('skip bin/ is no part of this package of the sources');
exec('cargo --version 2>/dev/null', $lines, $status) === false || $status === 0 || die('skip no cargo');
?>
--FILE--
<?php
require __DIR__ . '/scripts.inc';
$home = sys_get_temp_dir() . '/pokio-cargo-' . getmypid();
mkdir($home);
$start = microtime(true);
// Nothing listens on that port.
echo bash(LIBRARY . 'unset CARGO_NET_OFFLINE; cargo=$(type -P cargo); php_config=; choose_target ""; fetch_crates 2>&1 | grep "^pokio: "; ', [
    'CARGO_HOME' => $home, 'https_proxy' => 'http://127.0.0.1:9', 'HTTPS_PROXY' => 'http://127.0.0.1:9',
    'CARGO_HTTP_PROXY' => 'http://127.0.0.1:9', 'RUSTUP_HOME' => getenv('RUSTUP_HOME') ?: getenv('HOME') . '/.rustup',
]);
var_dump(microtime(true) - $start < 60);
exec('rm -rf ' . escapeshellarg($home));
?>
--EXPECT--
pokio: fetching the crates that the extension is built from
pokio: the crates cannot be fetched: check the network, and behind a proxy set https_proxy; building with those that are here
bool(true)
