<?php
require __DIR__ . '/../support/php.inc';

ob_start();
run(<<<'PHP'
    for ($i = 0; $i < 3; $i++) {
        async(fn () => exit(9));
    }
    for ($i = 0; $i < 150; $i++) {
        async(fn () => $i);
        $i % 10 || usleep(1000);
    }
    PHP, '-d pokio.died=throw -d pokio.max_processes=4');
$output = ob_get_clean();
echo substr_count($output, 'called exit(9)'), ', ', substr(trim($output), -15), "\n";
?>
