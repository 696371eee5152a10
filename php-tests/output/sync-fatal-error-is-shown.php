<?php
require __DIR__ . '/../support/php.inc';
foreach (['Capture', 'Discard', 'Prefix'] as $output) {
    run('
        Pokio\settle(["n" => function () { echo "before\n"; eval("class A {} class A {}"); }], output: Pokio\Output::' . $output . ');
    ', '-d pokio.runtime=sync -d display_errors=1 -d log_errors=0 -d html_errors=0');
}
?>
