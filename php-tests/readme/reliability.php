<?php
$root = dirname(__DIR__, 2);
$page = file_get_contents("$root/RELIABILITY.md");

preg_match_all('/(?<![\w\/.-])([\w.-]+(?:\/[\w.-]+)*\/[\w.-]+\.(?:phpt?|rs|toml)|(?:bin|\.ci)\/[\w-]+\w)/', $page, $paths);
$paths = array_unique($paths[1]);
var_dump(count($paths) > 100);
foreach ($paths as $path) {
    file_exists("$root/$path") || file_exists("$root/php-tests/$path") || print("$path is missing\n");
}

// The rows of the tables of promises.
$promises = strstr(strstr($page, "\n## Promises"), "\n## Figures", true);
preg_match_all('/^\| (?!Promise \|)(.+?) \| (.*) \|$/m', $promises, $rows, PREG_SET_ORDER);
var_dump(count($rows) > 30);
foreach ($rows as [, $promise, $held]) {
    preg_match('/^`[\w.\/-]+\.(phpt?|rs)`(, `[\w.\/-]+\.(phpt?|rs)`)*$/', $held) || print("no test holds: $promise\n");
}
?>
