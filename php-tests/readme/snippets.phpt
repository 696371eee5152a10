--TEST--
Every PHP snippet of the README is an example, and prints what the README says
--EXTENSIONS--
pokio
--INI--
pokio.max_processes=4
--FILE--
<?php
$root = dirname(__DIR__, 2);
$readme = file_get_contents("$root/README.md");

// A link to the example, its code, and what it prints.
preg_match_all('/^```php\n(.*?)^```$/ms', $readme, $blocks);
preg_match_all('/^\[(examples\/[\w-]+\.php)\]\(\1\)\n\n```php\n(.*?)^```\n\n```text\n(.*?)^```$/ms', $readme, $snippets, PREG_SET_ORDER);
var_dump(count($snippets) > 10, count($blocks[0]) === count($snippets));

// Numbers that are other ones each time.
$normal = fn (string $text) => preg_replace(['/process \d+/', '/\d+\.\d seconds/'], ['process N', 'N seconds'], $text);
$php = escapeshellarg(getenv('TEST_PHP_EXECUTABLE')) . ' ' . getenv('TEST_PHP_EXTRA_ARGS');
$runs = [];
foreach ($snippets as [, $file, $code, $output]) {
    if (file_get_contents("$root/$file") !== "<?php\n\n$code") {
        echo "$file is not what the README shows\n";
    }
    $runs[] = async(fn () => (string) shell_exec("$php " . escapeshellarg("$root/$file") . ' 2>&1'))
        ->then(fn (string $got) => $normal($got) === $normal($output) ? '' : "$file prints\n$got\n");
}
echo implode('', await($runs)), "compared\n";
?>
--EXPECT--
bool(true)
bool(true)
compared
