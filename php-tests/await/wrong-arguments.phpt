--TEST--
Wrong arguments get PHP's usual errors
--EXTENSIONS--
pokio
--FILE--
<?php
foreach ([
    fn () => await(),
    fn () => await('text'),
    fn () => await(null),
    fn () => await(new ArrayObject([])),
    fn () => await(fn () => 1),
    fn () => async(),
    fn () => async('strlen'),
    fn () => async([new ArrayObject, 'count']),
    fn () => async(null),
] as $call) {
    try {
        $call();
        echo "accepted\n";
    } catch (TypeError $e) {
        echo get_class($e), ': ', preg_replace('/,? called in .*/', '', $e->getMessage()), "\n";
    }
}
?>
--EXPECTF--
ArgumentCountError: %s 1 %s 0 %s
TypeError: await(): Argument #1 ($promises) must be of type Pokio\Promise|array, string given
TypeError: await(): Argument #1 ($promises) must be of type Pokio\Promise|array, null given
TypeError: await(): Argument #1 ($promises) must be of type Pokio\Promise|array, ArrayObject given
TypeError: await(): Argument #1 ($promises) must be of type Pokio\Promise|array, Closure given
ArgumentCountError: %s 1 %s 0 %s
TypeError: async(): Argument #1 ($callback) must be of type Closure, string given
TypeError: async(): Argument #1 ($callback) must be of type Closure, array given
TypeError: async(): Argument #1 ($callback) must be of type Closure, null given
