--TEST--
Recipe: workers on several machines take jobs of Gearman; one is killed, nothing is lost, nothing published twice
--EXTENSIONS--
pokio
pcntl
gearman
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
needs_program('gearmand');
needs_program('ip');
require __DIR__ . '/machines.inc';
machines_can_be_made() || die('skip no network namespaces may be made here');
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
require __DIR__ . '/../neighbours/sapi.inc';
require __DIR__ . '/machines.inc';

$root = dirname(__DIR__, 2);
$folder = folder([]);
mkdir("$folder/results");
$machines = machines(3);
register_shutdown_function(unmake(...), $machines);
[$server, $left, $right] = array_keys($machines);
$address = $machines[$server];

$started = [on($server, [program('gearmand'), '--listen', $address, '--port', '4730', '--log-file', "$folder/gearmand.log", '--pid-file', "$folder/gearmand.pid", '--verbose', 'ERROR'], "$folder/server")];
$recipe = fn (string $machine, string $script, array $arguments, string $errors) => on(
    $machine,
    ['sh', '-c', php(implode(' ', array_map(escapeshellarg(...), [$script, $address, '4730', ...$arguments])))],
    $errors,
);
$log = fn (string $machine): array => array_map(fn (string $line) => preg_replace('/^\[.*?\] /', '', $line), (array) @file("$folder/$machine.log", FILE_IGNORE_NEW_LINES));
$until = function (Closure $condition): bool {
    for ($try = 0; $try < 3000 && ! $condition(); $try++) {
        usleep(10_000);
        clearstatcache();
    }

    return (bool) $condition();
};

// Twelve jobs of some files each. A file of one of them is a pipe, which gives nothing until somebody writes.
posix_mkfifo("$folder/pipe", 0600);
$writer = proc_open(['sh', '-c', 'exec 3<>"$1"; read -r line; printf "written at last" >&3', 'sh', "$folder/pipe"], [['pipe', 'r']], $tell);
$files = [];
for ($n = 0; $n < 8; $n++) {
    file_put_contents($files[] = "$folder/file$n", str_repeat("$n", 1000));
}
$jobs = array_map(fn (int $n) => "report$n", range(1, 12));
$submit = function (string $job, array $files) use ($recipe, $server, $folder, $root): void {
    for ($try = 0; $try < 100; $try++) {
        if (proc_close($recipe($server, "$root/examples/recipes/gearman-submit.php", [$job, ...$files], "$folder/submit.log")) === 0) {
            return;
        }
        usleep(50_000); // the server is not there yet
    }
    echo "$job cannot be handed in: ", file_get_contents("$folder/submit.log");
};
$submit('report1', [...$files, "$folder/pipe"]);

// The one machine takes it, and has work in its tasks when it loses its power.
$victim = $started[] = $recipe($left, "$root/examples/recipes/gearman-worker.php", ["$folder/results"], "$folder/$left.log");
var_dump($until(fn () => in_array('report1 begins', $log($left), true) && readers("$folder/pipe") > 1));
foreach (array_slice($jobs, 1) as $job) {
    $submit($job, $files);
}
proc_terminate($victim, SIGKILL);
var_dump($until(fn () => readers("$folder/pipe") === 1));

// The other takes all of them, the interrupted one again.
$started[] = $recipe($right, "$root/examples/recipes/gearman-worker.php", ["$folder/results"], "$folder/$right.log");
var_dump($until(fn () => in_array('report1 begins', $log($right), true) && readers("$folder/pipe") > 1));
fwrite($tell[0], "write\n");
proc_close($writer);
var_dump($until(fn () => count(glob("$folder/results/*")) === count($jobs)));

// Handed in again, it is not published again.
$submit('report1', $files);
var_dump($until(fn () => in_array('report1 was there', $log($right), true)));
$published = preg_replace('/ is published$/', '', preg_grep('/ is published$/', [...$log($left), ...$log($right)]));
sort($published);
sort($jobs);
var_dump($published === $jobs, count(file("$folder/results/report1")), count(file("$folder/results/report2")), glob("$folder/results/.draft*"));

foreach (array_reverse($started) as $process) {
    proc_terminate($process, SIGTERM);
    proc_close($process);
}
array_map(unlink(...), glob("$folder/results/*"));
rmdir("$folder/results");
remove($folder);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
int(9)
int(8)
array(0) {
}
