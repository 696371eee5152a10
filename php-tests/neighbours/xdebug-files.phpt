--TEST--
Xdebug's profile, trace and collector statistics, which tasks inherit half written
--EXTENSIONS--
xdebug
--SKIPIF--
<?php
require __DIR__ . '/skip.inc';
needs_fork();
getenv('XDEBUG_MODE') && die('skip XDEBUG_MODE is set');
is_readable('/proc/self/maps') || die('skip no /proc');
--INI--
xdebug.mode=off
--FILE--
<?php
require __DIR__ . '/sapi.inc';
$folder = folder([]);
$loaded = explode("\n", (string) shell_exec(escapeshellarg(PHP_BINARY) . ' -m'));
$xdebug = in_array('xdebug', $loaded) ? [] : ['-d', 'zend_extension=xdebug'];
foreach (['profile', 'trace', 'gcstats', 'profile,trace,coverage,develop,gcstats'] as $mode) {
    $process = proc_open([
        PHP_BINARY, ...pokio_options(), ...$xdebug,
        '-d', "xdebug.mode=$mode", '-d', 'xdebug.start_with_request=yes', '-d', "xdebug.output_dir=$folder",
        '-d', 'xdebug.use_compression=0', __DIR__ . '/everything.inc',
    ], [['file', '/dev/null', 'r'], ['pipe', 'w'], ['file', '/dev/null', 'w']], $pipes);
    $output = stream_get_contents($pipes[1]);
    $status = proc_close($process);
    echo "$mode: $status ", md5($output) === ($first ??= md5($output)) ? 'same' : $output, "\n";
    foreach (glob("$folder/*") as $file) {
        preg_match('/^(cachegrind|trace|gcstats)/', basename($file), $match);
        echo '  ', $match[1] ?? $file, ' ', filesize($file) > 100 ? 'written' : 'empty', "\n";
        unlink($file);
    }
}
echo $output;
remove($folder);
--EXPECT--
profile: 0 same
  cachegrind written
trace: 0 same
  trace written
gcstats: 0 same
  gcstats written
profile,trace,coverage,develop,gcstats: 0 same
  cachegrind written
  gcstats written
  trace written
true
{"a":1,"b":[1.5,null]}
thrown 7
null
null
true
unwaited
