--TEST--
Every file of src/ says first what is in it, and CONTRIBUTING.md names the commands of continuous integration
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

$files = 0;
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator("$root/src", FilesystemIterator::SKIP_DOTS)) as $file) {
    $first = (string) fgets(fopen($file->getPathname(), 'r'));
    // Longer than a repetition of the file's name.
    $says = preg_match($file->getExtension() === 'rs' ? '~^//! \S.{15,}~' : '~^/\* \S.{15,}~', $first);
    $says || print(substr($file->getPathname(), strlen($root) + 1) . ": its first line does not say what is in it\n");
    $files++;
}
var_dump($files > 50);

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
