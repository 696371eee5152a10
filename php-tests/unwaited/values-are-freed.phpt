--TEST--
A value that nobody awaits is freed while the program runs; a failure is kept until its end
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

run(<<<'PHP'
    async(fn () => throw new DomainException('kept'));
    for ($i = 0; $i < 300; $i++) {
        async(fn () => array_fill(0, 100_000, 'a value that takes some memory'));
        if ($i === 100) {
            $descriptors = count(scandir('/proc/self/fd'));
            $memory = memory_get_usage();
        }
    }
    var_dump(memory_get_usage() - $memory < 50_000, count(scandir('/proc/self/fd')) - $descriptors < 40);
    $queue = (new ReflectionProperty(Pokio\UnwaitedFutureManager::class, 'queue'));
    var_dump(count($queue->getValue(Pokio\UnwaitedFutureManager::instance())) < 100);
    PHP, '-d pokio.max_processes=4');
?>
--EXPECTF--
bool(true)
bool(true)
bool(true)

Fatal error: Uncaught DomainException: kept in %s:%d
%A
exit status 255
