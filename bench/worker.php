<?php

// One measured process. bench.php starts a process of this kind for each
// configuration (settings, size of the heap, subjects), sends it orders, a line of
// JSON each, and reads the samples, in nanoseconds, from its descriptor 3. Only one
// of these processes works at a time.

require __DIR__ . '/floor.php';
require __DIR__ . '/values.php';
require __DIR__ . '/shapes.php';

$setup = json_decode($argv[1], true, flags: JSON_THROW_ON_ERROR);
if (isset($setup['vendor'])) {
    require "$setup[vendor]/autoload.php";
}
require __DIR__ . '/subjects.php';

$answers = fopen('php://fd/3', 'w');
$answer = function (array $answer) use ($answers): void {
    fwrite($answers, json_encode($answer, JSON_THROW_ON_ERROR) . "\n");
};

try {
    $held = [heap($setup['heap']), objects(...$setup['objects'] ?? ['plain', 0])];
    $all = [
        'pokio' => fn () => new AsyncAwait(true),
        'package' => fn () => new AsyncAwait(false),
        'hand' => fn () => new ByHand($setup['limit']),
        'spatie' => fn () => new SpatieFork($setup['limit']),
    ];
    $subjects = $missing = [];
    foreach ($setup['subjects'] as $name) {
        $subject = $all[$name]();
        $reason = $subject->missing();
        if ($reason === null) {
            $subjects[$name] = $subject;
        } else {
            $missing[$name] = $reason;
        }
    }
    $shapes = new Shapes(new Floor($setup['floor']), $subjects);
    $answer(['missing' => $missing]);
    while (($line = fgets(STDIN)) !== false) {
        $order = json_decode($line, true, flags: JSON_THROW_ON_ERROR);
        $answer(['samples' => $shapes->{$order['shape']}(...$order['with'])]);
    }
} catch (Throwable $e) {
    $answer(['error' => get_class($e) . ': ' . $e->getMessage() . ' in ' . basename($e->getFile()) . ':' . $e->getLine()]);
    exit(1);
}
