--TEST--
A fatal error while a task includes a file resolves to null
--INI--
display_errors=0
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), 'pokio');
file_put_contents($file, '<?php interface I { function f(); } class C implements I {}');
var_dump(await(async(fn () => require $file)));
echo "the caller goes on\n";
unlink($file);
?>
--EXPECT--
NULL
the caller goes on
