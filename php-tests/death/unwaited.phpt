--TEST--
An unawaited promise whose task dies does not disturb the end of the script
--EXTENSIONS--
posix
pcntl
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    async(fn () => exit(7));
    async(fn () => posix_kill(getmypid(), SIGKILL));
    async(fn () => print("alive\n"));
    echo "end of script\n";
    PHP);
?>
--EXPECTREGEX--
(?:end of script\nalive|alive\nend of script)\nexit status 0
