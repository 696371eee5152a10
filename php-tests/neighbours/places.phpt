--TEST--
Tasks started in every place where PHP calls user code
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--FILE--
<?php
$run = function (string $place): string {
    $task = async(fn () => [getmypid(), $place]);
    try {
        await([async(fn () => throw new LogicException()), async(function () { exit(1); })]);
    } catch (LogicException) {
    }
    [$process, $place] = await($task);

    return $process === getmypid() ? "$place: in the caller" : $place;
};

class Anything
{
    public function __construct(private string $what)
    {
    }

    public function __destruct()
    {
        echo $GLOBALS['run']($this->what), "\n";
    }
}

class Serial
{
    public array $log = [];

    public function __serialize(): array
    {
        return [$GLOBALS['run']('__serialize')];
    }

    public function __unserialize(array $data): void
    {
        $this->log = [...$data, $GLOBALS['run']('__unserialize')];
    }
}

class Sleeper
{
    public $log;

    public function __sleep()
    {
        $this->log[] = $GLOBALS['run']('__sleep');

        return ['log'];
    }

    public function __wakeup()
    {
        $this->log[] = $GLOBALS['run']('__wakeup');
    }

    public function __get($name)
    {
        return $GLOBALS['run']("__get $name");
    }

    public function __toString(): string
    {
        return $GLOBALS['run']('__toString');
    }
}

new Anything('destructor');
ob_start(fn (string $text) => $text . $run('output callback') . "\n");
echo 'text, ';
ob_end_flush();
set_error_handler(function (int $level, string $message) use ($run) {
    echo $run("error handler: $message"), "\n";

    return true;
});
echo $undefined;
restore_error_handler();
echo implode(', ', unserialize(serialize(new Serial()))->log), "\n";
echo implode(', ', await(async(fn () => new Serial()))->log), "\n";
echo implode(', ', unserialize(serialize(new Sleeper()))->log), "\n";
echo implode(', ', await(async(fn () => new Sleeper()))->log), "\n";
$sleeper = new Sleeper();
echo $sleeper->missing, ', ', $sleeper, "\n";
spl_autoload_register($loader = function (string $class) use ($run) {
    $result = $run("autoloader: $class");
    eval("class $class { const LOADED = '$result'; }");
});
echo Missing::LOADED, "\n";
echo await(async(fn () => MissingInTask::LOADED)), "\n";
spl_autoload_unregister($loader);
$array = [2, 1];
usort($array, fn ($a, $b) => await(async(fn () => $a <=> $b)));
echo implode(',', $array), "\n";
echo implode(',', array_map(fn ($n) => await(async(fn () => $n + 1)), [1, 2])), "\n";
echo preg_replace_callback('/\d/', fn ($m) => await(async(fn () => $m[0] * 2)), 'a1b2'), "\n";
class Wrapper
{
    public $context;

    public function stream_open(): bool
    {
        return true;
    }

    public function stream_read(int $n): string
    {
        static $done = 0;

        return $done++ ? '' : $GLOBALS['run']('stream wrapper');
    }

    public function stream_eof(): bool
    {
        return true;
    }

    public function stream_stat()
    {
        return [];
    }
}
stream_wrapper_register('anything', Wrapper::class);
echo file_get_contents('anything://x'), "\n";
declare(ticks=1) {
    register_tick_function($tick = function () use ($run) { static $ticks = 0; echo $ticks++ ? '' : $run('tick') . "\n"; });
    unregister_tick_function($tick);
}
set_exception_handler(fn (Throwable $e) => print($run('exception handler: ' . $e->getMessage()) . "\n"));
register_shutdown_function(function () use ($run) {
    echo $run('shutdown function'), "\n";
    register_shutdown_function(fn () => print($run('shutdown function in one') . "\n"));
});
$GLOBALS['late'] = new Anything('destructor at the end');
throw new Exception('uncaught');
--EXPECT--
destructor
text, output callback
error handler: Undefined variable $undefined
__serialize, __unserialize
__serialize: in the caller, __unserialize
__sleep, __wakeup
__sleep: in the caller, __wakeup
__get missing, __toString
autoloader: Missing
autoloader: MissingInTask: in the caller
1,2
2,3
a2b4
stream wrapper
tick
exception handler: uncaught
shutdown function
shutdown function in one
destructor at the end
