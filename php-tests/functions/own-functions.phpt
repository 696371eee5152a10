--TEST--
With pokio.functions=off a program has functions of its own by these names
--EXTENSIONS--
pokio
--INI--
pokio.functions=off
--FILE--
<?php
function async(string $what): string
{
    return "own async($what)";
}

function await(string $what): string
{
    return "own await($what)";
}

function pokio(): string
{
    return 'own pokio()';
}

echo await(async('tea')), ', ', pokio(), "\n";
var_dump((new ReflectionFunction('async'))->isUserDefined());

// In a task they are the program's too.
echo Pokio\await(Pokio\async(fn () => async('coffee'))), "\n";
?>
--EXPECT--
own await(own async(tea)), own pokio()
bool(true)
own async(coffee)
