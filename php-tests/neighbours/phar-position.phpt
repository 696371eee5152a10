--TEST--
What a task reads from a phar moves no other process's position: the caller and other tasks still read it correctly
--EXTENSIONS--
phar
zlib
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_fork();
--INI--
phar.readonly=0
--FILE--
<?php
$contents = [
    'a' => '<?php return "a";',
    'b' => '<?php return "b";',
    'c' => '<?php return "' . implode(' ', range(1, 5000)) . '";',
    'd' => '<?php return "' . implode(' ', range(90001, 99999)) . '";',
];
foreach (['plain', 'compressed'] as $kind) {
    $file = sys_get_temp_dir() . '/pokio-' . getmypid() . "-$kind.phar";
    $phar = new Phar($file);
    foreach ($contents as $name => $content) {
        $phar[$name] = $content;
    }
    if ($kind === 'compressed') {
        $phar->compressFiles(Phar::GZ);
    }
    unset($phar);

    $reads = fn (string $name) => @file_get_contents("phar://$file/$name") === $contents[$name];
    $open = fopen("phar://$file/a", 'r');
    fgetc($open); // PHP has read on, as far as into c
    echo $kind, ': ', json_encode([
        'a task' => await(async(fn () => $reads('d'))),
        'the caller afterwards' => $reads('c'),
        'a task in which another moves' => await(async(function () use ($reads, $open) {
            fgetc($open);
            return await(async(fn () => $reads('d'))) && $reads('c');
        })),
        'what was open' => stream_get_contents($open) === substr($contents['a'], 1),
    ], JSON_PRETTY_PRINT), "\n";
    fclose($open);
    unlink($file);
}
--EXPECT--
plain: {
    "a task": true,
    "the caller afterwards": true,
    "a task in which another moves": true,
    "what was open": true
}
compressed: {
    "a task": true,
    "the caller afterwards": true,
    "a task in which another moves": true,
    "what was open": true
}
