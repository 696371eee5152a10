--TEST--
Tasks with pcov collecting in the caller
--EXTENSIONS--
pcov
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--INI--
pcov.enabled=1
pcov.directory=/
--FILE--
<?php
\pcov\start();
require __DIR__ . '/everything.inc';
\pcov\stop();
$lines = \pcov\collect();
echo json_encode(count($lines) > 0), "\n";
\pcov\clear();
echo await(async(function () { \pcov\start(); work(1); \pcov\stop(); return 'collected'; })), "\n";
--EXPECT--
true
{"a":1,"b":[1.5,null]}
thrown 7
null
null
true
unwaited
true
collected
