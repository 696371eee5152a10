--TEST--
pokio.runtime=sync means that nothing ever forks, whoever asks for it
--EXTENSIONS--
pokio
--INI--
pokio.runtime=sync
--FILE--
<?php
$here = getmypid();
var_dump(await(async(fn () => getmypid())) === $here);
echo get_class(Pokio\Kernel::instance()->runtime()), "\n";
var_dump(Pokio\Environment::supportsFork());
foreach ([fn () => pokio()->useFork(), fn () => Pokio\Kernel::instance()->useFork()] as $ask) {
    try {
        $ask();
    } catch (LogicException $e) {
        echo $e->getMessage(), "\n";
    }
}
$future = (new Pokio\Runtime\Fork\ForkRuntime(2))->defer(fn () => getmypid());
var_dump($future->await() === $here);
var_dump(await([async(fn () => getmypid()), async(fn () => getmypid())]) === [$here, $here]);
?>
--EXPECT--
bool(true)
Pokio\Runtime\Sync\SyncRuntime
bool(false)
Fork is not supported on this environment.
Fork is not supported on this environment.
bool(true)
bool(true)
