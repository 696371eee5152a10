--TEST--
Each room of src/ uses only the rooms that CONTRIBUTING.md allows it, no file of src/task one that is above it, and only three rooms have unsafe code
--SKIPIF--
<?php
is_file(__DIR__ . '/../../CONTRIBUTING.md') || die('skip the page is no part of this package of the sources');
?>
--FILE--
<?php
require __DIR__ . '/pages.inc';
$root = dirname(__DIR__, 2) . '/src';

/** The paths that a tree such as `a::{b, c::{self, d}}` names. */
function leaves(string $tree): array
{
    if (! preg_match('/^([^{]*)\{(.*)\}$/s', trim($tree), $match)) {
        return [preg_replace('/\s+as\s+\w+$/', '', trim($tree))];
    }
    $paths = [];
    preg_match_all('/(?:[^,{}]|(\{(?:[^{}]|(?1))*\}))+/', $match[2], $parts);
    foreach ($parts[0] as $part) {
        foreach (trim($part) === '' ? [] : leaves($part) as $path) {
            $paths[] = trim($match[1]) . $path;
        }
    }

    return $paths;
}

$files = [];
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($root, FilesystemIterator::SKIP_DOTS)) as $file) {
    if ($file->getExtension() === 'rs') {
        $module = strtr(substr($file->getPathname(), strlen($root) + 1, -3), '/', '.');
        $files[preg_replace('/\.mod$/', '', $module)] = $file->getPathname();
    }
}

/** What the file of a module uses: the files in which the paths begin that it names. */
function used(string $module, array $files): array
{
    $text = preg_replace('~//[^\n]*~', '', file_get_contents($files[$module]));
    $text = strstr($text, "#[cfg(test)]\nmod tests {", true) ?: $text;
    $statement = '/^\s*(?:pub(?:\([^)]*\))? )?use ([^;]+);/m';
    preg_match_all($statement, $text, $uses);
    preg_match_all('/\b(?:crate|super)(?:::\w+)+/', preg_replace($statement, '', $text), $inline);
    $used = [];
    foreach ([...array_merge(...array_map('leaves', $uses[1])), ...$inline[0]] as $path) {
        $path = explode('::', preg_replace('/\s+/', '', $path));
        $here = explode('.', $module);
        for ($up = 0; $path[0] === 'super'; $up++) {
            array_pop($here);
            array_shift($path);
        }
        if ($up === 0 && ! in_array($path[0], ['crate', 'self'])) {
            continue;
        }
        $path = [...($path[0] === 'crate' ? [] : $here), ...array_diff($path, ['crate', 'self'])];
        while ($path !== [] && ! isset($files[implode('.', $path)])) {
            array_pop($path);
        }
        $used[implode('.', $path)] = true;
    }
    unset($used[''], $used[$module]);

    return array_keys($used);
}

// Tests may look wherever they like.
$modules = array_filter(array_keys($files), fn (string $module) => ! preg_match('/(^|\.)tests(\.|$)/', $module));
$uses = array_combine($modules, array_map(fn (string $module) => used($module, $files), $modules));

// The page's table: `src/ROOM` | what | may use
preg_match_all('/^\| `src\/(\w+)` \|[^|]*\| ([^|]*) \|$/m', pages()['CONTRIBUTING.md'], $rows);
$allowed = array_map(fn (string $rooms) => preg_split('/[ ,–]+/u', $rooms, 0, PREG_SPLIT_NO_EMPTY), array_combine($rows[1], $rows[2]));
echo implode(', ', array_keys($allowed)), "\n";
foreach ($uses as $module => $others) {
    $room = explode('.', $module)[0];
    foreach ($others as $other) {
        $there = explode('.', $other)[0];
        if (isset($allowed[$room]) && $there !== $room && ! in_array($there, $allowed[$room])) {
            echo "$module uses $other: CONTRIBUTING.md does not allow $room to use $there\n";
        }
    }
}

// Tests too: what they need of the system has a safe function there.
foreach ($files as $module => $path) {
    $code = preg_replace('~//[^\n]*~', '', file_get_contents($path));
    if (in_array(explode('.', $module)[0], ['php', 'task', 'codec']) && preg_match('/\bunsafe\b/', $code)) {
        echo "$module has unsafe code, which is for engine, memory and system\n";
    }
}

// A file and its folder are one; each file of task/items stands for itself.
$part = fn (string $module) => implode('.', array_slice(explode('.', $module), 0, str_starts_with($module, 'task.items.') ? 3 : 2));
$below = [];
foreach ($uses as $module => $others) {
    foreach (str_starts_with($module, 'task.') ? $others : [] as $other) {
        if (str_starts_with($other, 'task.') && $part($other) !== $part($module)) {
            $below[$part($module)][$part($other)] = true;
        }
    }
}
var_dump(count($below) > 20);
// Takes away what uses nothing that is left: a ring stays.
do {
    $before = count($below);
    $below = array_filter($below, fn (array $others) => array_intersect_key($others, $below) !== []);
} while (count($below) < $before);
foreach ($below as $file => $others) {
    echo "$file uses what is above it: ", implode(', ', array_keys(array_intersect_key($others, $below))), "\n";
}
?>
--EXPECT--
php, task, codec, memory, engine, system
bool(true)
