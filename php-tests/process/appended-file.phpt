--TEST--
auto_append_file runs once, in the caller
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$file = tempnam(sys_get_temp_dir(), 'pokio');
file_put_contents($file, 'appended');
$script = tempnam(sys_get_temp_dir(), 'pokio');
file_put_contents($script, '<?php await([async(fn () => 1), async(fn () => exit), async(fn () => throw new Exception)->catch(fn () => 1)]);');
echo shell_exec(php("-d auto_append_file=$file -f $script"));
unlink($file);
unlink($script);
?>
--EXPECT--
appended
