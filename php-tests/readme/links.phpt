--TEST--
Links and paths on every page lead somewhere, and every example is on a page
--FILE--
<?php
require __DIR__ . '/pages.inc';
$root = dirname(__DIR__, 2);

/** The anchors of a page's headings, as they are made from their text. */
$anchors = function (string $page): array {
    preg_match_all('/^#+ (.+)$/m', preg_replace('/^```.*?^```$/ms', '', $page), $headings);

    return array_map(fn (string $heading) => str_replace(' ', '-', preg_replace('/[^\w -]/u', '', strtolower($heading))), $headings[1]);
};

$seen = 0;
foreach (pages() as $name => $page) {
    preg_match_all('/\]\(([^):]*)\)/', $page, $links);
    foreach (array_unique($links[1]) as $link) {
        $seen++;
        [$path, $anchor] = explode('#', "$link#");
        $file = $path === '' ? "$root/$name" : dirname("$root/$name") . "/$path";
        if (! file_exists($file)) {
            echo "$name: $link leads nowhere\n";
        } elseif ($anchor !== '' && ! in_array($anchor, $anchors(file_get_contents($file)), true)) {
            echo "$name: $link leads to no heading\n";
        }
    }
    // Paths in commands and in the text.
    preg_match_all('~(?<![\w/.-])((?:bin|examples|php-tests|stubs|docs|src|fuzz|\.ci|\.github)/[\w./-]+\w)~', $page, $paths);
    foreach (array_unique($paths[1]) as $path) {
        $seen++;
        file_exists("$root/$path") || str_starts_with($path, 'fuzz/artifacts') || print("$name: $path is missing\n");
    }
}
var_dump($seen > 100);

$pages = implode('', pages());
foreach ([...glob("$root/examples/*.php"), ...glob("$root/examples/recipes/*.php")] as $example) {
    $example = substr($example, strlen($root) + 1);
    str_contains($pages, $example) || print("$example is on no page\n");
}
?>
--EXPECT--
bool(true)
