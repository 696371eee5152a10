--TEST--
The steps for continuous integration in docs/ci-and-servers.md build the module once and load it
--EXTENSIONS--
pokio
--SKIPIF--
<?php is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/pages.inc';
require __DIR__ . '/../neighbours/sapi.inc';

[$github, $gitlab] = array_values(array_filter(blocks(pages()['docs/ci-and-servers.md']), fn (array $block) => $block['language'] === 'yaml'));
preg_match_all('/^- (?:if: (?<if>.+)\n  )?run: (?<run>.+)$/m', $github['text'], $steps, PREG_SET_ORDER);
var_dump(count($steps));
preg_match_all('/^    - (.+)$/m', $gitlab['text'], $commands);
echo implode(', ', $commands[1]), "\n";

// A workspace whose cargo gives the module that this test has loaded.
$folder = folder([]);
$module = explode('=', pokio_options()[1])[1];
foreach (['pokio', 'pokio/bin', 'programs'] as $name) {
    mkdir("$folder/$name");
}
$program = function (string $path, string $script) use ($folder): void {
    file_put_contents("$folder/$path", "#!/bin/sh\n$script\n");
    chmod("$folder/$path", 0755);
};
$program('pokio/bin/setup', 'echo setup');
$program('programs/cargo', '[ "$*" = "build --release --locked" ] && echo cargo && mkdir -p target/release && cp ' . escapeshellarg($module) . ' target/release/libpokio.so');
$program('programs/php', 'exec ' . escapeshellarg(PHP_BINARY) . ' -n -c "${PHP_INI_SCAN_DIR#:}/pokio.ini" "$@"');
$environment = ['PATH' => "$folder/programs:" . getenv('PATH'), 'GITHUB_ENV' => "$folder/env"];
touch("$folder/env");

foreach (['no' => false, 'yes' => true] as $name => $hit) {
    echo "in the cache: $name\n";
    foreach ($steps as $step) {
        $only = trim($step['if']) === "steps.module.outputs.cache-hit != 'true'";
        $only || $step['if'] === '' || print("what is \"$step[if]\"?\n");
        if ($only && $hit) {
            continue;
        }
        parse_str(str_replace("\n", '&', trim(file_get_contents("$folder/env"))), $added);
        $process = proc_open(['bash', '-e', '-c', $step['run']], [['file', '/dev/null', 'r'], ['pipe', 'w'], ['redirect', 1]], $pipes, $folder, $environment + $added);
        $output = stream_get_contents($pipes[1]);
        $status = proc_close($process);
        echo match (true) {
            $status !== 0 => "$step[run] fails:\n$output",
            str_contains($output, 'pokio support => enabled') => "loaded\n",
            default => $output,
        };
    }
}
exec('rm -r ' . escapeshellarg($folder));
?>
--EXPECT--
int(4)
php --ri pokio
in the cache: no
setup
cargo
loaded
in the cache: yes
loaded
