--TEST--
What goes wrong as a task's session is written reads as at a program's end
--EXTENSIONS--
session
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    final class Refuses implements SessionHandlerInterface {
        function open(string $path, string $name): bool { return true; }
        function close(): bool { return true; }
        function read(string $id): string { return ''; }
        function write(string $id, string $data): bool { return false; }
        function destroy(string $id): bool { return true; }
        function gc(int $lifetime): int { return 0; }
    }
    $start = function () {
        session_set_save_handler(new Refuses, false);
        session_start();
    };
    await(async($start));
    $start();
    PHP, '-d session.use_cookies=0 -d session.cache_limiter= -d display_errors=1 -d html_errors=0');
?>
--EXPECTF--

Warning: PHP Request Shutdown: Failed to write session data %s

Warning: PHP Request Shutdown: Failed to write session data %s
exit status 0
