--TEST--
Where a hook refuses promises of await([...]), that is thrown once: the others run, and what becomes of them has been met
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--INI--
zend.exception_ignore_args=1
--FILE--
<?php
$log = tempnam(sys_get_temp_dir(), 'log');
$runs = fn (string $name) => async(fn () => file_put_contents($log, $name, FILE_APPEND));
$fails = fn () => async(fn () => throw new LogicException('met'));
function tried(Closure $await): void
{
    try {
        $await();
    } catch (DomainException $e) {
        echo $e->getMessage(), "\n";
    }
}
$ran = function () use ($log): string {
    Pokio\UnwaitedFutureManager::instance()->run();
    $names = str_split(trim(file_get_contents($log)));
    sort($names);
    file_put_contents($log, '');

    return implode(' ', $names) ?: 'none';
};

$calls = 0;
$hook = Pokio\atFork(before: function () use (&$calls) {
    if ($calls++ === 0) {
        throw new DomainException('refused the first');
    }
});
tried(fn () => await([$runs('a'), $runs('b'), $fails(), $runs('c')]));
echo $ran(), "\n";
$calls = 0;
tried(fn () => Pokio\await([$runs('a'), $runs('b'), $fails(), $runs('c')], timeout: 60));
echo $ran(), "\n";
$hook->remove();

$hook = Pokio\atFork(before: fn () => throw new DomainException('refused all'));
tried(fn () => await([$runs('a'), $runs('b')]));
echo $ran(), "\n";
tried(fn () => Pokio\await([$runs('a'), $runs('b')], timeout: 60));
echo $ran(), "\n";
$hook->remove();

// A promise that was refused can be awaited again.
$hook = Pokio\atFork(before: fn () => throw new DomainException('refused both'));
$promises = [async(fn () => 1), async(fn () => 2)];
tried(fn () => await($promises));
$hook->remove();
echo json_encode(await($promises)), "\n";
unlink($log);
?>
--EXPECT--
refused the first
b c
refused the first
b c
refused all
none
refused all
none
refused both
[1,2]
