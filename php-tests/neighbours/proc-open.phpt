--TEST--
Children of proc_open that the caller runs keep their output and status, whatever tasks do with their handles
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--FILE--
<?php
$process = proc_open(['sh', '-c', 'sleep 3; echo out; exit 7'], [1 => ['pipe', 'w']], $pipes);
$reader = popen('sleep 3; echo popen; exit 3', 'r');
$started = microtime(true);
var_dump(await([
    async(function () use (&$process, &$pipes, &$reader) { $process = $pipes = $reader = null; return 'dropped'; }),
    async(function () use ($process) { exit(1); }),
    async(function () {
        $own = proc_open(['sh', '-c', 'echo own; exit 5'], [1 => ['pipe', 'w']], $pipes);
        return [stream_get_contents($pipes[1]), proc_close($own)];
    }),
]));
var_dump(microtime(true) - $started < 2.75, stream_get_contents($pipes[1]), proc_close($process), fgets($reader), pclose($reader));
--EXPECT--
array(3) {
  [0]=>
  string(7) "dropped"
  [1]=>
  NULL
  [2]=>
  array(2) {
    [0]=>
    string(4) "own
"
    [1]=>
    int(5)
  }
}
bool(true)
string(4) "out
"
int(7)
string(6) "popen
"
int(3)
