--TEST--
int arguments follow strict_types, and are converted without it
--EXTENSIONS--
pokio
--FILE--
<?php
declare(strict_types=1);
use Pokio\Runtime\Fork\ForkRuntime;
try {
    new ForkRuntime('3');
    echo "accepted\n";
} catch (TypeError $e) {
    echo $e->getMessage(), "\n";
}
echo (new ReflectionClass(ForkRuntime::class))->newInstance(2)->defer(fn () => 'value')->await(), "\n";
?>
--EXPECT--
Pokio\Runtime\Fork\ForkRuntime::__construct(): Argument #1 ($maxProcesses) must be of type int, string given
value
