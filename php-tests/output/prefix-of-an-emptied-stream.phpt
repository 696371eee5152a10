--TEST--
With Output::Prefix a task that empties its standard output is shown from there on
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run('Pokio\await(Pokio\async(function () {
    echo "a line that is shown before\n";
    usleep(300_000);
    ftruncate(STDOUT, 0);
    usleep(300_000);
    echo "after\n";
}, name: "job", output: Pokio\Output::Prefix));');
?>
--EXPECT--
[job] a line that is shown before
[job] after
exit status 0
