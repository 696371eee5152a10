--TEST--
A task that sends faster than its receiver takes the messages waits: few of them are in memory
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
$sent = tempnam(sys_get_temp_dir(), 'pokio');
$received = $most = 0;
$promise = Pokio\async(
    function () use ($sent) {
        for ($i = 0; $i < 600; $i++) {
            Pokio\send(str_repeat('x', 1000));
            file_put_contents($sent, '.', FILE_APPEND);
        }
        return 'done';
    },
    onMessage: function ($message) use ($sent, &$received, &$most) {
        usleep(1000);
        clearstatcache();
        $most = max($most, filesize($sent) - ++$received);
    },
);
echo Pokio\await($promise), "\n";
// What the channel holds, and what has been taken from it together.
var_dump($received, $most < 150);
unlink($sent);
?>
--EXPECT--
done
int(600)
bool(true)
