--TEST--
A phar being read by the caller survives tasks that read it or drop it; a task's own phar is complete
--EXTENSIONS--
phar
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--INI--
phar.readonly=0
--FILE--
<?php
$file = sys_get_temp_dir() . '/pokio-' . getmypid() . '.phar';
$phar = new Phar($file);
$phar['lines.txt'] = implode("\n", range(1, 5000));
$phar['class.php'] = '<?php class InPhar { const VALUE = 5; }';
unset($phar);
$phar = new Phar($file);
$stream = fopen("phar://$file/lines.txt", 'r');
echo fgets($stream);
var_dump(await([
    async(fn () => strlen(file_get_contents("phar://$file/lines.txt"))),
    async(function () use (&$phar, &$stream) { $phar = $stream = null; return 'dropped'; }),
    async(function () use ($file) { require "phar://$file/class.php"; return InPhar::VALUE; }),
    async(function () use ($stream) { exit(1); }),
    async(function () use ($file) {
        $own = new Phar("$file.own.phar");
        $own['a'] = 'from a task';
        static $kept;
        $kept = $own;
        return file_get_contents("phar://$file.own.phar/a");
    }),
]));
echo fgets($stream), count($phar), ' ', file_get_contents("phar://$file/class.php", false, null, 0, 18), "\n";
echo file_get_contents("phar://$file.own.phar/a"), "\n";
fclose($stream);
unset($phar);
unlink($file);
unlink("$file.own.phar");
--EXPECT--
1
array(5) {
  [0]=>
  int(23892)
  [1]=>
  string(7) "dropped"
  [2]=>
  int(5)
  [3]=>
  NULL
  [4]=>
  string(11) "from a task"
}
2
2 <?php class InPhar
from a task
