--TEST--
Every command, ini line and Dockerfile line on the pages is run here, by a script, or by continuous integration
--EXTENSIONS--
pokio
--SKIPIF--
<?php is_readable('/proc/self/maps') || die('skip no /proc');
--FILE--
<?php
require __DIR__ . '/pages.inc';
require __DIR__ . '/../neighbours/sapi.inc';
$root = dirname(__DIR__, 2);

// What this test does not run itself: the file that does, and what is written there.
$elsewhere = [
    'bin/php examples/hello.php' => ['.github/workflows/tests.yml', 'bin/php examples/hello.php'],
    'bin/setup' => ['bin/test-on-debian', 'bin/setup'],
    'cargo build --release --locked' => ['bin/lib/build.sh', 'build --release --locked'],
    'phpize && ./configure && make' => ['bin/test-install', 'run "make" make'],
    'phpize' => ['bin/test-install', 'run "phpize" phpize'],
    './configure' => ['bin/test-install', 'run "./configure" ./configure'],
    './configure --with-php-config=/usr/bin/php-config8.4' => ['bin/test-install', './configure --with-php-config="$php_config"'],
    'make' => ['bin/test-install', 'run "make" make'],
    'make test' => ['bin/test-install', 'make test TESTS='],
    'sudo make install' => ['bin/test-install', 'make install INSTALL_ROOT='],
    'docker build --target installed -t pokio --build-arg PHP=8.4-cli-trixie --build-arg RUST=1-slim-trixie .' => ['.github/workflows/tests.yml', 'docker build --target installed -t pokio --build-arg'],
];
// What nothing runs, and why. What can be checked about it is checked below.
$nowhere = [
    'bin/php examples/check-php-files.php [FOLDER]' => 'php-tests/examples runs the example itself',
    'pie install pokio/pokio-ext' => 'needs the network, root and a release',
    'pie install pokio/pokio-ext --with-php-config=/usr/bin/php-config8.4' => 'needs the network, root and a release',
    'sudo install -m 644 target/release/libpokio.so "$(php-config --extension-dir)/pokio.so"' => 'changes the system',
    'phpize8.4' => 'bin/test-install runs the phpize of the PHP in use',
    'echo extension=pokio | sudo tee /etc/php/8.4/mods-available/pokio.ini' => 'changes the system',
    'sudo phpenmod -v 8.4 pokio' => 'changes the system',
    'cargo build' => 'a build that only debuggers need',
    'php -d extension=$PWD/target/debug/libpokio.so script.php' => 'needs that build',
    "gdb -ex 'set follow-fork-mode child' -ex run --args php -d extension=\$PWD/target/debug/libpokio.so script.php" => 'needs that build, and gdb',
    'strace -f -e trace=process,signal php -d extension=$PWD/target/debug/libpokio.so script.php' => 'needs that build, and strace',
    'composer remove nunomaduro/pokio' => 'needs the network',
    'composer require "ext-pokio:*"' => 'needs the network',
];

// An extension folder with the module that this test has loaded.
$folder = folder([]);
symlink(explode('=', pokio_options()[1])[1], "$folder/pokio.so");
$php = escapeshellarg(PHP_BINARY);

$used = $counts = [];
foreach (pages() as $name => $page) {
    // contributing.phpt compares these commands with the files that run them.
    $page = preg_replace('/^## What continuous integration runs\n.*?(?=^## |\z)/ms', '', $page);
    if (in_array($name, ['CHANGELOG.md', 'BENCHMARKS.md', 'RELIABILITY.md'], true)) {
        continue; // reliability.phpt looks at that page's commands
    }
    // A project's copy of the folder stubs.
    preg_match_all('~pokio-stubs/([\w./]+)~', $page, $paths);
    foreach ($paths[1] as $path) {
        is_file("$root/stubs/$path") || print("$name: stubs/$path is missing\n");
    }
    foreach (blocks($page) as $block) {
        $counts[$block['language']] = ($counts[$block['language']] ?? 0) + 1;
        $lines = array_map(fn (string $line) => trim(preg_replace('/\s+# .*/', '', $line)), explode("\n", trim($block['text'])));
        switch ($block['language']) {
            case 'php': // snippets.phpt
                break;
            case 'text': // What a snippet prints, see there; and one drawing.
                str_ends_with($block['before'], "```\n\n") || str_contains($block['text'], '─────') || print("$name: a text that is nothing's output:\n$block[text]");
                break;
            case 'sh':
                foreach ($lines as $line) {
                    if ($line === 'php --ri pokio') {
                        $output = shell_exec("PHP_INI_SCAN_DIR= $php -n -d extension_dir=$folder -d extension=pokio.so --ri pokio 2>&1");
                        str_contains($output, 'pokio support => enabled') || print("$name: $line prints\n$output");
                        continue;
                    }
                    if (str_contains($line, 'trace.json')) {
                        // Where pokio and the checkout's commands are, as after an installation.
                        shell_exec("cd $folder && ln -sf $root/examples $root/bin . && " . strtr($line, ['php -d' => "PHP_INI_SCAN_DIR= $php -n -d extension_dir=$folder -d", 'bin/timeline' => "$php -n bin/timeline"]) . ' 2>&1');
                        $written = (string) @file_get_contents($folder . (str_contains($line, 'svg') ? '/timeline.svg' : '/trace.json'));
                        str_contains($written, 'fulfilled') || print("$name: $line writes\n$written");
                        continue;
                    }
                    $used[] = $line;
                    isset($elsewhere[$line]) || isset($nowhere[$line]) || print("$name: nothing runs \"$line\"; say in this test where it is run, or why it is not\n");
                }
                break;
            case 'ini':
                file_put_contents("$folder/php.ini", "extension_dir=$folder\n$block[text]" . (str_contains($block['text'], 'extension=') ? '' : "extension=pokio\n"));
                $output = shell_exec("PHP_INI_SCAN_DIR= $php -c $folder/php.ini -r 'echo phpversion(\"pokio\");' 2>&1");
                $output === phpversion('pokio') || print("$name: PHP with\n$block[text]prints\n$output\n");
                break;
            case 'dockerfile':
                // The workflow makes an image of the README's lines.
                foreach ($lines as $line) {
                    str_contains(file_get_contents("$root/Dockerfile"), $line) && str_contains(pages()['README.md'], "\n$line\n") || print("$name: the Dockerfile or the README does not have \"$line\"\n");
                }
                break;
            case 'json': // php-tests/package/polyfill-by-composer.phpt gives them to Composer
                is_array(json_decode($block['text'], true)) || print("$name: this is no JSON:\n$block[text]");
                break;
            case 'yaml': // ci.phpt
                break;
            case 'neon': // php-tests/types has its settings; the files are looked for below
                str_contains($block['text'], 'pokio-stubs/') || print("$name: names no file:\n$block[text]");
                break;
            default:
                echo "$name: a block of \"$block[language]\" that nothing checks\n";
        }
    }
}
foreach (array_diff(array_keys($elsewhere + $nowhere), $used) as $line) {
    echo "\"$line\" is on no page any more\n";
}
foreach (array_intersect_key($elsewhere, array_flip($used)) as $line => [$file, $text]) {
    // Not every package of the sources has the workflows.
    $script = @file_get_contents("$root/$file");
    $script === false && ! is_dir("$root/.github") || str_contains((string) $script, $text) || print("$file does not run \"$line\"\n");
}
var_dump($counts['sh'] > 5, $counts['ini'] > 1, $counts['dockerfile'] > 1);

// Names in commands that nothing runs.
$composer = json_decode(file_get_contents("$root/composer.json"), true);
foreach (array_filter($used, fn (string $line) => str_starts_with($line, 'pie ')) as $line) {
    str_contains("$line ", " $composer[name] ") || print("composer.json has another name than \"$line\"\n");
}
$extension = $composer['php-ext']['extension-name'];
foreach (array_filter($used, fn (string $line) => str_contains($line, 'ext-') && str_starts_with($line, 'composer')) as $line) {
    str_contains($line, "\"ext-$extension:") || print("composer.json has another extension than \"$line\"\n");
}

array_map(unlink(...), ["$folder/pokio.so", "$folder/examples", "$folder/bin"]);
remove($folder);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
