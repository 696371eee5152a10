--TEST--
What a task's archives, cookie jars and databases write as they are freed is written, whatever holds them at its end
--EXTENSIONS--
zip
curl
sqlite3
--FILE--
<?php
class Holder
{
    public static $kept;

    public $itself;

    public $thing;
}

$make = [
    'archive' => function (string $file): ZipArchive {
        $archive = new ZipArchive;
        $archive->open($file, ZipArchive::CREATE);
        $archive->addFromString('name', 'content');

        return $archive;
    },
    'cookie jar' => function (string $file): CurlHandle {
        $handle = curl_init();
        curl_setopt($handle, CURLOPT_COOKIEJAR, $file);
        curl_setopt($handle, CURLOPT_COOKIELIST, 'Set-Cookie: a=b; domain=example.org; path=/; expires=Fri, 01 Jan 2038 00:00:00 GMT');

        return $handle;
    },
    'database' => function (string $file): SQLite3 {
        $database = new SQLite3($file);
        $database->exec('PRAGMA journal_mode = WAL');
        $database->exec('CREATE TABLE numbers (number)');

        return $database;
    },
];
$is_written = [
    'archive' => fn (string $file) => is_file($file) && (new ZipArchive)->open($file, ZipArchive::RDONLY) === true,
    'cookie jar' => fn (string $file) => str_contains((string) @file_get_contents($file), 'example.org'),
    // The journal is in the file when the last connection has been closed.
    'database' => fn (string $file) => is_file($file) && ! file_exists("$file-wal"),
];
$hold = [
    'a variable' => fn (object $thing) => 1,
    'a static' => fn (object $thing) => Holder::$kept = $thing,
    'a global' => fn (object $thing) => $GLOBALS['kept'] = $thing,
    'a cycle' => function (object $thing) {
        $holder = new Holder;
        $holder->itself = $holder;
        $holder->thing = $thing;
    },
    'a global at exit()' => function (object $thing) {
        $GLOBALS['kept'] = $thing;
        exit;
    },
];
$folder = sys_get_temp_dir() . '/pokio-natives-' . getmypid();
mkdir($folder);
foreach ($make as $what => $of) {
    foreach ($hold as $holder => $keep) {
        $file = "$folder/$what in $holder";
        await(async(function () use ($of, $keep, $file) {
            $keep($of($file));
        }));
        $is_written[$what]($file) || print("not written: $what, held by $holder\n");
    }
}
array_map(unlink(...), glob("$folder/*"));
rmdir($folder);
echo "done\n";
?>
--EXPECT--
done
