--TEST--
What started promises throw is reported, too, where exit() in a destructor or a fatal error keeps other destructors from running
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

foreach ([
    'class Exits { function __destruct() { exit(4); } } $exits = new Exits;',
    'eval("final class A {} class B extends A {}");',
    'class Exits { function __destruct() { exit(4); } } $exits = new Exits; await(async(fn () => exit(1)));',
] as $end) {
    ob_start();
    run("async(fn () => throw new DomainException('one')); async(fn () => throw new DomainException('two')); $end");
    $output = ob_get_clean();
    preg_match_all('/Uncaught DomainException: (\w+)/', $output, $found);
    echo implode(', ', $found[1]), ', ', substr(trim($output), -15), "\n";
}
?>
--EXPECT--
one, two, exit status 255
one, two, exit status 255
one, two, exit status 255
