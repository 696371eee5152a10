--TEST--
PHPStan finds the types that the cases say, and no others
--SKIPIF--
<?php require __DIR__ . '/../neighbours/skip.inc'; needs_program('phpstan');
--FILE--
<?php
require __DIR__ . '/analyse.inc';

foreach (['phpstan.neon', 'nullable.neon'] as $configuration) {
    analyse('phpstan', ['analyse', '--no-progress', '--error-format=raw', '--configuration', __DIR__ . "/$configuration"]);
}

// A type that is not so, in the place of one that is.
$wrong = tempnam(sys_get_temp_dir(), 'pokio') . '.php';
file_put_contents($wrong, '<?php PHPStan\Testing\assertType("array{int, int}", await([async(fn () => 1), async(fn () => "x")]));');
analyse('phpstan', ['analyse', '--no-progress', '--error-format=raw', '--configuration', __DIR__ . '/phpstan.neon', $wrong]);
unlink($wrong);
unlink(substr($wrong, 0, -4));
?>
--EXPECT--
0 
0 
1 Expected type array{int, int}, actual: array{int, string}
