--TEST--
A task's own session is written when the caller had one open, also where the functions for that are disabled
--EXTENSIONS--
session
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$folder = sys_get_temp_dir() . '/pokio-session-own-' . getmypid();
mkdir($folder);
$settings = "-d session.use_cookies=0 -d session.cache_limiter= -d session.gc_probability=0 -d session.save_path=$folder";
$own = <<<'PHP'
    $own = function (string $id) {
        session_id() === '' || session_abort();
        session_id($id);
        session_start();
        $_SESSION['by'] = $id;
    };
    PHP;
run("session_id('caller'); session_start(); $own await(async(fn () => \$own('one'))); await([async(fn () => \$own('two')), async(fn () => \$own('three'))]);", $settings);
run("$own await(async(fn () => \$own('four')));", "$settings -d disable_functions=session_status,session_write_close,session_commit");
foreach (glob("$folder/*") as $file) {
    echo basename($file), ': ', file_get_contents($file), "\n";
    unlink($file);
}
rmdir($folder);
?>
--EXPECT--
exit status 0
exit status 0
sess_caller: 
sess_four: by|s:4:"four";
sess_one: by|s:3:"one";
sess_three: by|s:5:"three";
sess_two: by|s:3:"two";
