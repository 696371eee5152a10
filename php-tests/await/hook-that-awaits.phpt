--TEST--
A hook that awaits and starts tasks while a value is read does not disturb other results
--EXTENSIONS--
pokio
--FILE--
<?php
class Hook
{
    public function __construct(public string $pad, public object $object) {}
    public function __wakeup()
    {
        if (Pokio\Kernel::instance()->isOrchestrator()) {
            await(async(fn () => 1));
            $GLOBALS['inner'] = async(fn () => str_repeat('c', 3_000_000));
            $GLOBALS['inner']->defer();
            await(async(fn () => usleep(100_000)));
        }
    }
}
await(async(fn () => new Hook(str_repeat('a', 1_000_000), new stdClass)));
$outer = async(fn () => str_repeat('d', 5_000_000));
$outer->defer();
var_dump(await($inner) === str_repeat('c', 3_000_000), await($outer) === str_repeat('d', 5_000_000));
?>
--EXPECT--
bool(true)
bool(true)
