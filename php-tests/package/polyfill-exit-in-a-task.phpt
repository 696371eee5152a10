--TEST--
With the polyfill exit() in a task ends the program with its status, whatever has run the task
--EXTENSIONS--
pokio
--FILE--
<?php
require __DIR__ . '/../support/php.inc';

$polyfill = escapeshellarg(PHP_BINARY) . ' -n -d display_errors=1 -d log_errors=0 -d auto_prepend_file=' . escapeshellarg(dirname(__DIR__, 2) . '/polyfill/bootstrap.php');
$file = tempnam(sys_get_temp_dir(), 'pokio');
$started = '$p = async(fn () => exit(7)); $p->defer(); ';
foreach (['await($p);', 'Pokio\done($p);', 'Pokio\all([$p]);', 'Pokio\await([$p], timeout: 9.0);', 'unset($p);'] as $wait) {
    foreach ([php('-d pokio.runtime=sync -d display_errors=1 -d log_errors=0'), $polyfill] as $php) {
        $printed = [];
        file_put_contents($file, "<?php $started $wait");
        exec("$php $file", $printed, $status);
        echo "$wait $status", implode("\n", $printed), "\n";
    }
}
unlink($file);
?>
--EXPECT--
await($p); 7
await($p); 7
Pokio\done($p); 7
Pokio\done($p); 7
Pokio\all([$p]); 7
Pokio\all([$p]); 7
Pokio\await([$p], timeout: 9.0); 7
Pokio\await([$p], timeout: 9.0); 7
unset($p); 7
unset($p); 7
