--TEST--
Every PHP snippet of the README and of docs/ is an example, and prints what the page says
--EXTENSIONS--
pokio
--INI--
pokio.max_processes=4
--FILE--
<?php
require __DIR__ . '/pages.inc';
$root = dirname(__DIR__, 2);
$recipes = implode('', array_map(file_get_contents(...), glob("$root/php-tests/recipes/*.{phpt,inc}", GLOB_BRACE)));

// Numbers that are other ones each time.
$normal = fn (string $text) => preg_replace(['/process \d+/', '/\d+\.\d seconds/'], ['process N', 'N seconds'], $text);
$php = escapeshellarg(getenv('TEST_PHP_EXECUTABLE')) . ' ' . getenv('TEST_PHP_EXTRA_ARGS');
$runs = [];
foreach (pages() as $name => $page) {
    $blocks = blocks($page);
    foreach ($blocks as $i => $block) {
        if ($block['language'] !== 'php') {
            continue;
        }
        // A link to the file stands above its code, what it prints below.
        $place = "$name, block " . $i + 1;
        if (! preg_match('~^\[(examples/[\w/-]+\.php)\]\((?:\.\./)?\1\)\n\n$~m', $block['before'], $match) || ! str_ends_with($block['before'], $match[0])) {
            echo "$place: no link to its example stands above it\n";
            continue;
        }
        $file = $match[1];
        if (@file_get_contents("$root/$file") !== "<?php\n\n$block[text]") {
            echo "$place: $file is not what the page shows\n";
        }
        $next = $blocks[$i + 1] ?? null;
        if (str_starts_with($file, 'examples/recipes/')) {
            // Recipes need arguments and libraries: tests of their own run them.
            str_contains($recipes, $file) || print("$place: no test in php-tests/recipes runs $file\n");
            $runs[] = async(fn () => '');
        } elseif (($next['language'] ?? null) !== 'text' || substr($next['before'], -5) !== "```\n\n") {
            echo "$place: what $file prints does not stand below it\n";
        } else {
            $runs[] = async(fn () => (string) shell_exec("$php " . escapeshellarg("$root/$file") . ' 2>&1'))
                ->then(fn (string $got) => $normal($got) === $normal($next['text']) ? '' : "$file prints\n$got\n");
        }
    }
}
var_dump(count($runs) > 20);
echo implode('', await($runs)), "compared\n";
?>
--EXPECT--
bool(true)
compared
