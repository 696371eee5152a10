--TEST--
PHP's built-in web server runs everything sync, each request from a fresh start
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
require __DIR__ . '/../neighbours/program.inc';

$folder = sys_get_temp_dir() . '/pokio-' . getmypid();
mkdir($folder);
file_put_contents("$folder/index.php", <<<'PHP'
    <?php
    echo Pokio\Environment::supportsFork() ? 'fork' : 'sync', ' ';
    echo await(async(fn () => getmypid())) === getmypid() ? 'here' : 'elsewhere', ' ';
    $GLOBALS['kept'] = async(fn () => print('unwaited'));
    PHP);
$probe = stream_socket_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($probe, false);
fclose($probe);
$server = proc_open(bound(['sh', '-c', php("-S $address -t $folder")]), [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
for ($i = 0; $i < 200 && ! ($connection = @stream_socket_client("tcp://$address")); $i++) {
    usleep(50_000);
}
for ($i = 0; $i < 3; $i++) {
    echo file_get_contents("http://$address/"), "\n";
}
proc_terminate($server);
proc_close($server);
unlink("$folder/index.php");
rmdir($folder);
?>
--EXPECT--
sync here unwaited
sync here unwaited
sync here unwaited
