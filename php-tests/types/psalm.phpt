--TEST--
Psalm finds the types that the cases say, and no others
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_program('psalm');
--FILE--
<?php
require __DIR__ . '/analyse.inc';

$options = ['--no-cache', '--no-progress', '--threads=1', '--output-format=emacs', '--show-info=false'];
analyse('psalm', [...$options, '--config=' . __DIR__ . '/psalm.xml']);

// A type that is not so, in the place of one that is.
$folder = sys_get_temp_dir() . '/pokio-psalm-' . getmypid();
mkdir($folder);
file_put_contents("$folder/wrong.php", '<?php $each = await([async(fn () => 1), async(fn () => "x")]); /** @psalm-check-type $each = list{int, int} */');
file_put_contents("$folder/psalm.xml", str_replace(['"psalm"', '"../../'], ["\"$folder\"", '"' . dirname(__DIR__, 2) . '/'], file_get_contents(__DIR__ . '/psalm.xml')));
analyse('psalm', [...$options, "--config=$folder/psalm.xml"]);
array_map(unlink(...), glob("$folder/*"));
rmdir($folder);
?>
--EXPECT--
0 
2 Checked variable $each = list{int, int} does not match $each = list{1, 'x'}
