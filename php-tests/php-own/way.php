<?php
/**
 * Runs the script, one of PHP's own tests, in the way that POKIO_WAY says. Made to be
 * auto_prepend_file: PHP starts this, and the script only if this returns.
 */

(static function () {
    $script = $_SERVER['SCRIPT_FILENAME'] ?? $_SERVER['argv'][0];
    $way = getenv('POKIO_WAY');
    // The parts that decide whether a test is skipped, or tidy up after it.
    if (preg_match('/\.(skip|clean)\.php$/', $script)) {
        return;
    }
    if ($way === 'closure') {
        (function () use ($script) { include $script; })();
        exit;
    }
    if ($way === 'task') {
        await(async(function () use ($script) { include $script; }));
        exit;
    }
})();
