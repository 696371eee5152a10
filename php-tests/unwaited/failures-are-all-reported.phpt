--TEST--
Of several failures that nobody awaits all are reported at the program's end, which is 255
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$program = <<<'PHP'
    $kept = async(fn () => throw new DomainException('the kept one'));
    async(fn () => throw new LengthException('the dropped one'));
    async(fn () => print("no failure\n"));
    $last = async(fn () => throw new RangeException('the last one'));
    register_shutdown_function(function () {
        async(fn () => throw new LogicException('of the shutdown function'));
    });
    PHP;
foreach (['', '-d pokio.runtime=sync'] as $options) {
    ob_start();
    run($program, $options);
    $output = ob_get_clean();
    preg_match_all('/Uncaught (.*) in /', $output, $found);
    sort($found[1]);
    echo implode("\n", $found[1]), "\n", substr_count($output, 'no failure'), "\n";
    echo substr(trim($output), -15), "\n";
}
?>
--EXPECT--
DomainException: the kept one
LengthException: the dropped one
LogicException: of the shutdown function
RangeException: the last one
1
exit status 255
DomainException: the kept one
LengthException: the dropped one
LogicException: of the shutdown function
RangeException: the last one
1
exit status 255
