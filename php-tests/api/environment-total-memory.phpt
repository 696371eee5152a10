--TEST--
getTotalMemory() reads MemTotal, and says what it cannot read
--EXTENSIONS--
pokio
--FILE--
<?php
$method = new ReflectionMethod(Pokio\Environment::class, 'getTotalMemory');
var_dump($method->invoke(null, 'Linux', "MemFree: 3 kB\nMemTotal:       2048 kB\nSwapTotal: 9 kB\n"));
var_dump($method->invoke(null, os: 'Linux', memInfo: 'MemTotal: 1 kB'));
var_dump($method->invoke(null) > 1 << 20, $method->invoke(null, 'Linux', null) > 1 << 20);
foreach ([['Linux', ''], ['Linux', 'MemFree: 7 kB'], ['Linux', 'MemTotal: kB'], ['Windows'], ['Plan9', 'MemTotal: 1 kB'], ['']] as $arguments) {
    try {
        var_dump($method->invoke(null, ...$arguments));
    } catch (RuntimeException $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
int(2097152)
int(1024)
bool(true)
bool(true)
RuntimeException: Unable to determine total memory on Linux
RuntimeException: Unable to determine total memory on Linux
RuntimeException: Unable to determine total memory on Linux
RuntimeException: Unsupported OS: Windows
RuntimeException: Unsupported OS: Plan9
RuntimeException: Unsupported OS: 
