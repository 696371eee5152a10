--TEST--
In a task all() leaves a promise of the caller as it was when it throws, whether that has ended or not
--EXTENSIONS--
pokio
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
?>
--FILE--
<?php
foreach ([true, false] as $ended) {
    $gate = tempnam(sys_get_temp_dir(), 'pokio');
    $promise = async(function () use ($gate) {
        while (is_file($gate)) {
            usleep(1000);
            clearstatcache();
        }

        return 'value';
    });
    $promise->defer();
    $ended && unlink($gate);
    while ($ended && ! Pokio\done($promise)) {
        usleep(1000);
    }
    echo Pokio\all([function () use ($promise, $gate, $ended) {
        try {
            $failing = function () {
                throw new DomainException('of the other');
            };
            // Without fork the promise is waited for first.
            $ended || unlink($gate);
            Pokio\all([$promise, $failing]);
        } catch (DomainException $e) {
            return $e->getMessage() . ', ' . await($promise);
        }
    }])[0], ', ', await($promise), "\n";
}
?>
--EXPECT--
of the other, value, value
of the other, value, value
