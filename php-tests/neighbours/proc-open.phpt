--TEST--
Children of proc_open that the caller runs keep their output and status, whatever tasks do with their handles
--EXTENSIONS--
posix
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--FILE--
<?php
// They run until the caller has its tasks' values: who waits for them waits for ever.
$fifo = tempnam(sys_get_temp_dir(), 'pokio');
unlink($fifo);
posix_mkfifo($fifo, 0600);
$process = proc_open(['sh', '-c', 'read line; echo out; exit 7'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
$reader = popen("read line <$fifo; echo popen; exit 3", 'r');
var_dump(await([
    async(function () use (&$process, &$pipes, &$reader) { $process = $pipes = $reader = null; return 'dropped'; }),
    async(function () use ($process) { exit(1); }),
    async(function () {
        $own = proc_open(['sh', '-c', 'echo own; exit 5'], [1 => ['pipe', 'w']], $pipes);
        return [stream_get_contents($pipes[1]), proc_close($own)];
    }),
]));
fwrite($pipes[0], "end\n");
file_put_contents($fifo, "end\n");
var_dump(stream_get_contents($pipes[1]), proc_close($process), fgets($reader), pclose($reader));
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
string(4) "out
"
int(7)
string(6) "popen
"
int(3)
