--TEST--
A task that PHP ends because its output cannot be written is TaskDied that says so, whatever error came before
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
file_exists('/dev/full') || die('skip needs /dev/full');
?>
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$code = <<<'PHP'
    $print = function (int $item) {
        @trigger_error('not the reason', E_USER_WARNING);
        echo $item;

        return 'value';
    };
    foreach ([fn () => Pokio\map([1], $print), fn () => Pokio\await(Pokio\async(fn () => $print(1)))] as $call) {
        try {
            fwrite(STDERR, json_encode($call()) . "\n");
        } catch (Pokio\Exceptions\TaskDied $e) {
            fwrite(STDERR, $e->getMessage() . "\n");
        }
    }
    PHP;
foreach ([0, 1] as $ignore) {
    passthru(php("-d ignore_user_abort=$ignore -r " . escapeshellarg($code)) . ' 2>&1 >/dev/full </dev/null');
}
?>
--EXPECT--
The task with key 0 ended with a fatal error: its output could not be written
The task ended with a fatal error: its output could not be written
["value"]
"value"
