--TEST--
Without fork, the message of a fatal error is shown, whatever becomes of the output
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
foreach (['Capture', 'Discard', 'Prefix'] as $output) {
    run('
        Pokio\settle(["n" => function () { echo "before\n"; eval("class A {} class A {}"); }], output: Pokio\Output::' . $output . ');
    ', '-d pokio.runtime=sync -d display_errors=1 -d log_errors=0 -d html_errors=0');
}
?>
--EXPECTF--
before

Fatal error: Cannot %Sdeclare class A%S in Command line code(2) : eval()'d code on line 1
exit status 255

Fatal error: Cannot %Sdeclare class A%S in Command line code(2) : eval()'d code on line 1
exit status 255
[n] before
[n]
[n] Fatal error: Cannot %Sdeclare class A%S in Command line code(2) : eval()'d code on line 1
exit status 255
