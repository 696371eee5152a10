--TEST--
A program has its own async() and await(), and uses the extension's of the namespace
--EXTENSIONS--
pokio
--INI--
pokio.functions=off
--FILE--
<?php
namespace {
    function async(callable $later): string
    {
        return 'the program does ' . $later() . ' itself';
    }

    function await(string $what): string
    {
        return "$what, and has waited";
    }
}

namespace App {
    use function Pokio\{async, await};

    // Imported: the extension's. With a backslash: the program's.
    var_dump(await(async(fn () => getmypid())) !== getmypid());
    echo \await(\async(fn () => 'it')), "\n";
}

namespace App\Other {
    // Without an import: the program's.
    echo await(async(fn () => 'that')), "\n";
}

namespace Pokio {
    // In the extension's own namespace: the extension's.
    var_dump(await(async(fn () => 1)));
}
?>
--EXPECT--
bool(true)
the program does it itself, and has waited
the program does that itself, and has waited
int(1)
