--TEST--
A task that starts the session which its caller has open gets an exception, and does not wait for the caller's lock
--EXTENSIONS--
session
--INI--
session.use_cookies=0
session.cache_limiter=
session.gc_probability=0
session.save_handler=files
--FILE--
<?php
$folder = sys_get_temp_dir() . '/pokio-session-' . getmypid();
mkdir($folder);
session_save_path($folder);
session_id('shared');
session_start();
$_SESSION['caller'] = 1;
$again = fn (Closure $close) => async(function () use ($close) {
    $close();

    return session_start();
});
foreach ([session_write_close(...), session_abort(...)] as $close) {
    try {
        var_dump(await($again($close)));
    } catch (RuntimeException $e) {
        echo $e->getMessage(), "\n";
    }
}
session_write_close();
var_dump(await(async(fn () => session_start())));
array_map('unlink', glob("$folder/*"));
rmdir($folder);
?>
--EXPECT--
session_start(): the program that started this task has this session open and holds its lock as long as it waits. Call session_write_close() before the task starts, or session_id() with another identifier in the task
session_start(): the program that started this task has this session open and holds its lock as long as it waits. Call session_write_close() before the task starts, or session_id() with another identifier in the task
bool(true)
