--TEST--
Tasks and their caller load classes from one phar at the same time, each what it asks for; what tasks unpack does not grow the caller's file
--EXTENSIONS--
phar
zlib
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--INI--
phar.readonly=0
--FILE--
<?php
/** Bytes of the files that this process has open in the folder for temporary files, but for the phar. */
function scratch(string $phar): int
{
    clearstatcache();
    $open = array_map('readlink', array_filter(glob('/proc/self/fd/*'), 'is_file'));
    $scratch = array_filter($open, fn ($path) => str_starts_with($path, sys_get_temp_dir()) && $path !== $phar);
    return array_sum(array_map('filesize', $scratch));
}

const CLASSES = 60;
$tasks = 6;
foreach (['plain', 'compressed'] as $kind) {
    $file = realpath(sys_get_temp_dir()) . '/pokio-' . getmypid() . "-$kind.phar";
    $phar = new Phar($file);
    foreach (range(1, CLASSES) as $number) {
        $text = implode(' ', range($number * 10_000, $number * 10_000 + 2_000));
        $phar["$kind$number.php"] = "<?php class $kind$number { const TEXT = '$text'; }";
    }
    if ($kind === 'compressed') {
        $phar->compressFiles(Phar::GZ);
    }
    $phar = new Phar($file); // stays open, as the phar does that a program runs from

    spl_autoload_register(function (string $class) use ($file, $kind) {
        str_starts_with($class, $kind) && require "phar://$file/$class.php";
    });
    $load = function (int $first) use ($kind) {
        $right = 0;
        for ($step = 0; $step < CLASSES; $step++) {
            $number = ($first + $step * 7) % CLASSES + 1;
            $text = constant("$kind$number::TEXT");
            $right += $text === implode(' ', range($number * 10_000, $number * 10_000 + 2_000));
        }
        return $right;
    };

    constant("{$kind}1::TEXT");
    $before = scratch($file);
    $promises = [];
    for ($task = 0; $task < $tasks; $task++) {
        $promises[] = async(fn () => $load($task * 11));
    }
    echo "$kind, tasks: ", implode(' ', await($promises)), "\n";
    var_dump(scratch($file) === $before);

    $meanwhile = [async(fn () => $load(3)), async(fn () => $load(20))];
    $meanwhile[0]->defer();
    $meanwhile[1]->defer();
    echo "$kind, caller: ", $load(5), "\n";
    echo "$kind, tasks meanwhile: ", implode(' ', await($meanwhile)), "\n";
    unset($phar);
    unlink($file);
}
--EXPECT--
plain, tasks: 60 60 60 60 60 60
bool(true)
plain, caller: 60
plain, tasks meanwhile: 60 60
compressed, tasks: 60 60 60 60 60 60
bool(true)
compressed, caller: 60
compressed, tasks meanwhile: 60 60
