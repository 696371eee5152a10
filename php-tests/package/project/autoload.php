<?php

// What Composer's vendor/autoload.php does, in its order: first a loader of
// classes, then the `files` of every package. The packages are stand-ins.

spl_autoload_register(static function (string $class): void {
    $GLOBALS['asked'][] = $class;
    if (str_starts_with($class, 'Pokio\\')) {
        $file = __DIR__ . '/package/' . strtr(substr($class, 6), '\\', '/') . '.php';
        is_file($file) && require $file;
    }
}, true, true);

require __DIR__ . '/library/helpers.php';
require __DIR__ . '/package/Functions.php';
