--TEST--
BENCHMARKS.md and the charts carry the measured figures of bench/results, and no others
--FILE--
<?php
$root = dirname(__DIR__, 2);
foreach (['calls', 'chart', 'instructions', 'page', 'pools', 'profile', 'report', 'samples', 'tables'] as $file) {
    require "$root/bench/$file.php";
}

$page = file_get_contents("$root/BENCHMARKS.md");
var_dump(Page::render($page, "$root/bench/results") === $page);
foreach (Page::charts("$root/bench/results") as $name => $chart) {
    var_dump(file_get_contents("$root/bench/charts/$name.svg") === $chart);
}
// No figure of a short run.
foreach (glob("$root/bench/results/php-*.json") as $file) {
    var_dump(json_decode(file_get_contents($file), true)['plan']['short']);
}
?>
--EXPECTREGEX--
bool\(true\)
bool\(true\)
bool\(true\)
bool\(true\)
(bool\(false\)
?)+
