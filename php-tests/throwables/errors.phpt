--TEST--
Errors arrive as the errors they are
--EXTENSIONS--
pokio
--FILE--
<?php
$closures = [
    fn () => intdiv(1, 0),
    fn () => 1 % 0,
    fn () => PHP_INT_MIN % -1 ?: intdiv(PHP_INT_MIN, -1),
    fn () => strlen([]),
    fn () => (fn (int $x) => $x)(),
    fn () => undefined_function(),
    fn () => match (5) { 1 => 2 },
    fn () => eval('this is no PHP'),
    fn () => new Missing,
    fn () => (function (): int { return 'text'; })(),
];
foreach ($closures as $closure) {
    try {
        await(async($closure));
    } catch (Error $e) {
        echo get_class($e), "\n";
    }
}
?>
--EXPECT--
DivisionByZeroError
DivisionByZeroError
ArithmeticError
TypeError
ArgumentCountError
Error
UnhandledMatchError
ParseError
Error
TypeError
