--TEST--
A session of the caller is not written by its tasks; a task's own session is
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--INI--
session.use_cookies=0
session.use_only_cookies=0
error_reporting=24575
session.cache_limiter=
session.gc_probability=0
--FILE--
<?php
$folder = sys_get_temp_dir() . '/pokio-session-' . getmypid();
mkdir($folder);
session_save_path($folder);
session_id('caller');
session_start();
$_SESSION['by'] = 'caller';
var_dump(await([
    async(function () { $_SESSION['by'] = 'task'; return $_SESSION['by']; }),
    async(function () { $_SESSION['by'] = 'task'; exit(1); }),
]));
var_dump(file_get_contents("$folder/sess_caller"), $_SESSION['by']);
session_write_close();
var_dump(file_get_contents("$folder/sess_caller"));
await(async(function () {
    session_id('task');
    session_start();
    $_SESSION['by'] = 'task';
}));
var_dump(file_get_contents("$folder/sess_task"));
array_map('unlink', glob("$folder/*"));
rmdir($folder);
--EXPECT--
array(2) {
  [0]=>
  string(4) "task"
  [1]=>
  NULL
}
string(0) ""
string(6) "caller"
string(16) "by|s:6:"caller";"
string(14) "by|s:4:"task";"
