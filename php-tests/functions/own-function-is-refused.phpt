--TEST--
With the global functions there, PHP refuses a program's own function of such a name
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

foreach (['async', 'Await', 'pokio'] as $name) {
    run("if (true) { function $name() {} }");
}
// One in a namespace is another function.
run('namespace App; function async() { return "of the app\n"; } echo async(), \await(\async(fn () => "of the extension"));');
?>
--EXPECTF--
%AFatal error: Cannot redeclare %Sasync() in %s
exit status 255
%AFatal error: Cannot redeclare %SAwait() in %s
exit status 255
%AFatal error: Cannot redeclare %Spokio() in %s
exit status 255
of the app
of the extension
exit status 0
