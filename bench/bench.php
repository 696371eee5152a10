<?php

// Measures and writes what was measured. bin/bench starts this with the extension
// loaded and tells of the options.

require __DIR__ . '/floor.php';
require __DIR__ . '/machine.php';
require __DIR__ . '/plan.php';
require __DIR__ . '/pools.php';
require __DIR__ . '/process.php';
require __DIR__ . '/profile.php';
require __DIR__ . '/report.php';
require __DIR__ . '/samples.php';
require __DIR__ . '/tables.php';
require __DIR__ . '/page.php';
require __DIR__ . '/chart.php';
require __DIR__ . '/calls.php';
require __DIR__ . '/instructions.php';
require __DIR__ . '/values.php';

set_error_handler(function (int $level, string $message, string $file, int $line): bool {
    // What @ silences is meant to fail in silence.
    return error_reporting() & $level ? throw new ErrorException($message, 0, $level, $file, $line) : false;
});
date_default_timezone_set('UTC');

const RESULTS = __DIR__ . '/results';

function stop(string $message): never
{
    fwrite(STDERR, "bench: $message\n");
    exit(1);
}

/** How far it is, on one line of a terminal, or now and then a line elsewhere. */
function progress(string $text, bool $last = false): void
{
    static $next = 0;
    $terminal = stream_isatty(STDERR);
    if ($terminal || $last || microtime(true) >= $next) {
        $next = microtime(true) + 15;
        fwrite(STDERR, $terminal ? "\r\e[K$text" . ($last ? "\n" : '') : "$text\n");
    }
}

/** One run: everything in turns, round by round. */
function run(Plan $plan, string $arguments, string $folder): array
{
    $began = microtime(true);
    $floor = Floor::compile($folder);
    $samples = new Samples;
    $load = sys_getloadavg();
    $processes = $missing = [];
    foreach ($plan->processes() as $name => ['arguments' => $own, 'setup' => $setup]) {
        progress("starting the process \"$name\"");
        $setup += ['floor' => $floor, 'limit' => Pokio\Environment::maxProcesses()];
        $processes[$name] = new Process($name, "$own -d memory_limit=-1 -d display_errors=stderr", $setup);
        $missing += $processes[$name]->missing;
    }
    for ($round = 0; $round < $plan->rounds; $round++) {
        $orders = $plan->orders($round);
        foreach ($orders as $i => ['process' => $process, 'name' => $name, 'shape' => $shape, 'with' => $with]) {
            progress(sprintf('round %d of %d, %d of %d: %s, %s; %d s', $round + 1, $plan->rounds, $i + 1, count($orders), $process, $name, microtime(true) - $began));
            if ($round === 0 && isset($with['times']) && ($with['tasks'] ?? 0) <= 100 && ! $plan->short) {
                // Caches are warm, and the memory is as it stays, when it counts.
                $processes[$process]->measure($shape, ['times' => 1] + $with);
            }
            $samples->add($round, $process, $name, $processes[$process]->measure($shape, $with));
        }
    }
    array_map(fn (Process $process) => $process->end(), $processes);
    progress(sprintf('%d rounds in %d s', $plan->rounds, microtime(true) - $began), true);
    foreach ($missing as $subject => $reason) {
        fwrite(STDERR, "bench: $subject is not measured: $reason\n");
    }
    $report = new Report($plan, $samples);

    return [
        'machine' => machine() + ['load' => array_map(fn (float $load) => round($load, 1), [$load[0], sys_getloadavg()[0]])],
        'plan' => ['short' => $plan->short, 'rounds' => $plan->rounds, 'heaps' => $plan->heaps, 'objects' => $plan->objects, 'together' => $plan->together, 'many' => $plan->many(), 'string' => $plan->string, 'reuse' => $plan->reuse, 'values' => $plan->values],
        'targets' => $report->targets(),
        'rows' => $report->rows(),
        'sequence' => $report->sequence(),
    ];
}

function save(string $file, array $result): void
{
    is_dir(dirname($file)) || mkdir(dirname($file), 0777, true);
    file_put_contents($file, json_encode($result, JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR) . "\n");
    fwrite(STDERR, "bench: wrote $file\n");
}

/** @return array<string, mixed> the options, by their names without dashes */
function options(array $given): array
{
    $values = ['arguments' => '', 'folder' => sys_get_temp_dir(), 'json' => null, 'vendor' => null, 'modules' => null, 'rounds' => null];
    $options = $values + ['short' => false, 'write' => false, 'calls' => false, 'profile' => false, 'instructions' => false, 'pools' => false, 'render' => false];
    while (($option = array_shift($given)) !== null) {
        $name = substr($option, 2);
        str_starts_with($option, '--') && array_key_exists($name, $options) || stop("there is no option $option: 'bin/bench --help' tells of them");
        $options[$name] = array_key_exists($name, $values) ? array_shift($given) ?? stop("$option needs a value") : true;
    }
    $options['rounds'] === null || (int) $options['rounds'] > 0 || stop('--rounds needs a number of at least 1');
    $options['short'] && $options['write'] && stop('a short run is not for BENCHMARKS.md: leave out --short, or --write');
    if ($options['vendor'] !== null) {
        is_file("$options[vendor]/autoload.php") || stop("$options[vendor] is no vendor folder of Composer: it has no autoload.php");
        $options['vendor'] = realpath($options['vendor']);
    }
    if ($options['modules'] !== null) {
        is_dir($options['modules']) || stop("$options[modules] is no folder: --modules takes npm's node_modules");
        $options['modules'] = realpath($options['modules']);
    }

    return $options;
}

function main(array $options): void
{
    ['arguments' => $arguments, 'folder' => $folder] = $options;
    $all = ! $options['calls'] && ! $options['profile'] && ! $options['instructions'] && ! $options['pools'] && ! $options['render'];
    if (! $options['render']) {
        foreach (['pokio' => 'start this with bin/bench', 'FFI' => 'the floor is called through it: install it', 'pcntl' => 'what one writes by hand needs it: install it'] as $extension => $remedy) {
            extension_loaded($extension) || stop("the PHP extension $extension is missing; $remedy");
        }
    }
    if ($all) {
        $plan = new Plan($options['short'], $options['rounds'] === null ? null : (int) $options['rounds']);
        $plan->extension($arguments);
        $options['vendor'] === null || $plan->packages($options['vendor']);
        $result = run($plan, $arguments, $folder);
        echo Tables::all($result);
        $name = 'php-' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION . '.json';
        save($options['json'] ?? ($options['write'] ? RESULTS . "/$name" : "$folder/$name"), $result);
    }
    foreach (['calls' => Calls::class, 'profile' => Profile::class, 'instructions' => Instructions::class] as $name => $class) {
        if ($options[$name] || $all && $options['write']) {
            $missing = $class::missing($arguments);
            if ($missing !== null) {
                $options[$name] ? stop($missing) : fwrite(STDERR, "bench: the figures of --$name stay as they were: $missing\n");
                continue;
            }
            $result = $class::measure($arguments, $folder);
            echo $class::table($result);
            save($options['write'] ? RESULTS . "/$name.json" : "$folder/$name.json", $result);
        }
    }
    if ($options['pools']) {
        $result = Pools::measure($arguments, ['rounds' => (int) ($options['rounds'] ?? ($options['short'] ? 1 : 7))] + $options);
        echo Pools::table($result);
        save($options['json'] ?? ($options['write'] ? RESULTS . '/pools.json' : "$folder/pools.json"), $result);
    }
    if ($options['write'] || $options['render']) {
        Page::write(dirname(__DIR__), RESULTS);
    }
}

try {
    main(options(array_slice($argv, 1)));
} catch (RuntimeException $e) {
    stop($e->getMessage());
}
