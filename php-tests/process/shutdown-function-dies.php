<?php
var_dump(await(async(function () {
    register_shutdown_function(fn () => posix_kill(getmypid(), SIGKILL));

    return 'value';
})));
?>
