<?php

declare(strict_types=1);

// With the extension there is nothing to do: all of this is declared already.
if (extension_loaded('pokio') || function_exists('Pokio\map')) {
    return;
}

// Asked after the other loaders, so that the classes of the Composer package
// nunomaduro/pokio, where that is installed, come first.
spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Pokio\\')) {
        $file = __DIR__ . '/src/' . strtr(substr($class, 6), '\\', '/') . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});

require __DIR__ . '/functions.php';
require __DIR__ . '/global.php';
