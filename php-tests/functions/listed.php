<?php
require __DIR__ . '/../support/php.inc';

$code = <<<'PHP'
    $names = array_keys((new ReflectionExtension("pokio"))->getFunctions());
    echo implode(" ", $names), "\n";
    var_dump($names === get_extension_funcs("pokio"));
    echo (new ReflectionFunction("Pokio\await"))->getExtensionName(), "\n";
    echo function_exists("async") ? (new ReflectionFunction("async"))->getExtensionName() : "no async()", "\n";
    PHP;
foreach (['on', 'off'] as $value) {
    run($code, "-d pokio.functions=$value");
    preg_match_all('/Function \[ <internal:pokio> function (\S+) \]/', shell_exec(php("-d pokio.functions=$value --re pokio")), $functions);
    preg_match_all('/^(?:Global functions|pokio\.functions) => .*/m', shell_exec(php("-d pokio.functions=$value --ri pokio")), $rows);
    echo implode(' ', $functions[1]), "\n", implode("\n", $rows[0]), "\n\n";
}
?>
