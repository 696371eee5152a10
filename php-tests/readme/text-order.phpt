--TEST--
Whatever module or function of this library src/text.ld names is in the sources
--SKIPIF--
<?php
is_file(__DIR__ . '/../../src/text.ld') || die('skip the file is no part of this package of the sources');
?>
--FILE--
<?php
$root = dirname(__DIR__, 2) . '/src';
$modules = [];
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($root, FilesystemIterator::SKIP_DOTS)) as $file) {
    if ($file->getExtension() === 'rs') {
        $path = substr($file->getPathname(), strlen($root) + 1, -3);
        $modules['/' . preg_replace('~/mod$~', '', $path)] = file_get_contents($file->getPathname());
    }
}

/** The names in a mangled one, each of which follows its length: `4task5spawn4fork`. */
function names(string $mangled): array
{
    $names = [];
    while (preg_match('/\d+/', $mangled, $length, PREG_OFFSET_CAPTURE)) {
        $mangled = substr($mangled, $length[0][1] + strlen($length[0][0]));
        if ((int) $length[0][0] > strlen($mangled)) {
            break;
        }
        $names[] = substr($mangled, 0, (int) $length[0][0]);
        $mangled = substr($mangled, (int) $length[0][0]);
    }

    return $names;
}

$known = function (array $names) use ($modules): bool {
    $last = array_pop($names);
    foreach ($modules as $module => $text) {
        $in = fn (array $path) => $path === [] || str_ends_with($module, '/' . implode('/', $path));
        // A module, or a function, method or static in one; the name may go on.
        if ($in([...$names, $last]) || $in($names) && preg_match("/\b(?:fn|static|struct|mod) {$last}/", $text)) {
            return true;
        }
    }

    return false;
};

$checked = 0;
preg_match_all('/\.(?:text|rodata|tdata)\.(\S*\*)/', file_get_contents("$root/text.ld"), $patterns);
foreach (array_unique($patterns[1]) as $pattern) {
    foreach (array_filter(explode('*', $pattern)) as $piece) {
        $names = array_values(array_diff(names($piece), ['pokio']));
        if ($names === [] || $names === ['ROLE']) {
            continue;
        }
        $checked++;
        $known($names) || print("text.ld names what is not in the sources: $pattern\n");
    }
}
var_dump($checked > 30);
?>
--EXPECT--
bool(true)
