--TEST--
A result that exceeds the caller's memory_limit ends the caller as any exhausted memory does, or is refused with an exception
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_memory_limit();
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

foreach (['str_repeat("z", 160 << 20)', 'range(1, 12_000_000)', '[new ArrayObject([str_repeat("z", 160 << 20)])]'] as $result) {
    run(<<<PHP
        register_shutdown_function(fn () => print("shutdown function\n"));
        try {
            var_dump(gettype(await(async(function () {
                ini_set('memory_limit', '-1');

                return $result;
            }))));
        } catch (Exception \$e) {
            echo \$e->getMessage(), "\n";
        }
        PHP, '-d memory_limit=64M');
}
?>
--EXPECTREGEX--
(?:\s*[^\n]*memory[^\n]*\nshutdown function\nexit status (?:0|255)\s*){3}
