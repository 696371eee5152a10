--TEST--
The map in CONTRIBUTING.md has every file of src/, and the page names the commands of continuous integration
--SKIPIF--
<?php
foreach (['CONTRIBUTING.md', '.ci/run', '.github/workflows/tests.yml', '.github/workflows/nightly.yml'] as $file) {
    is_file(__DIR__ . "/../../$file") || die("skip $file is no part of this package of the sources");
}
--FILE--
<?php
require __DIR__ . '/pages.inc';
$root = dirname(__DIR__, 2);
$page = pages()['CONTRIBUTING.md'];

$files = [];
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator("$root/src", FilesystemIterator::SKIP_DOTS)) as $file) {
    $files[] = substr($file->getPathname(), strlen($root) + 1);
}
preg_match_all('~^\| `(src/[\w/]+\.\w+)` \| \S.* \|$~m', substr($page, strpos($page, '### Every file')), $rows);
var_dump(count($files) > 50, $rows[1] === array_unique($rows[1]));
foreach (array_diff($files, $rows[1]) as $file) {
    echo "CONTRIBUTING.md: the table \"Every file\" has no row for $file\n";
}
foreach (array_diff($rows[1], $files) as $file) {
    echo "CONTRIBUTING.md: there is no $file any more\n";
}

// One command a line; those that only one of the two has are in the page's block for it.
preg_match_all('/^((?:bin\/|cargo ).*?)(?: \|\| .*)?$/m', file_get_contents("$root/.ci/run"), $run);
preg_match_all('/^ +- run: (.+)$/m', file_get_contents("$root/.github/workflows/tests.yml") . file_get_contents("$root/.github/workflows/nightly.yml"), $workflow);
$commands = array_unique([...$run[1], ...$workflow[1]]);
$section = strstr(substr($page, strpos($page, '## What continuous integration runs')), "\n## ", true);
$named = array_merge(...array_map(fn (array $block) => explode("\n", trim($block['text'])), blocks($section)));
var_dump(count($commands) > 8);
foreach (array_diff($commands, $named) as $command) {
    echo "CONTRIBUTING.md does not name what continuous integration runs: $command\n";
}
foreach (array_diff($named, $commands) as $command) {
    echo "continuous integration does not run: $command\n";
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
