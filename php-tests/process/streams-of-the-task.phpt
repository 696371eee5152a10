--TEST--
A stream that a task leaves open is flushed and closed before its end is reported
--EXTENSIONS--
zlib
--FILE--
<?php
$file = tempnam(sys_get_temp_dir(), 'pokio');
foreach (['returns' => fn () => 1, 'exits' => fn () => exit] as $how => $end) {
    await(async(function () use ($file, $how, $end) {
        $GLOBALS['stream'] = fopen("compress.zlib://$file", 'w');
        fwrite($GLOBALS['stream'], "written by a task that $how");
        $end();
    }));
    var_dump(gzdecode(file_get_contents($file)));
}
unlink($file);
?>
--EXPECT--
string(30) "written by a task that returns"
string(28) "written by a task that exits"
