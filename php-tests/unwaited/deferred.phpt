--TEST--
A promise that was started and forgotten is waited for before the program ends
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

// What the task prints would be lost if the program ended before it.
run(<<<'PHP'
    $promise = async(function () {
        usleep(200_000);
        echo "task ends\n";
    });
    $promise->defer();
    echo "end of script\n";
    PHP);
?>
--EXPECT--
end of script
task ends
exit status 0
