<?php

/**
 * What many small jobs cost in a pool: pokio's functions and the pools of other
 * languages and libraries, round by round in turns, each in a process of its own that
 * times the job from before the pool is made until the last answer is there.
 */
final class Pools
{
    /** The jobs: what is done, and in which unit it is told. */
    private const JOBS = [
        'items' => ['10,000 numbers, µs each', 'µs'],
        'rows' => ['10,000 rows of 5 columns, µs each', 'µs'],
        'work' => ['100 × 5 ms of work / ideal', 'ratio'],
        'answers' => ['8 × 10,000 rows back / one process', 'ratio'],
        'program' => ["PHP's library checked, s", 's'],
    ];

    /** How many items a job has, where the time of one is told. */
    private const COUNTS = ['items' => 10_000, 'rows' => 10_000];

    /** GNU Parallel starts a program for each item: fewer tell as much. */
    private const LINES = 500;

    /** And one that checks a file takes a hundred times as long. */
    private const FILES = 100;

    /** The contestants, with their jobs; `alone` is what the ratios are to. */
    private const CONTESTANTS = [
        'alone' => ['one process, no pool', ['items', 'rows', 'work', 'answers', 'program']],
        'map' => ['**`Pokio\map()`**', ['items', 'rows', 'work', 'answers', 'program']],
        'await' => ['**`await([async(…), …])`**', ['work', 'answers', 'program']],
        'shared' => ['**`await([…])`, shared processes**', ['items', 'rows', 'work', 'answers', 'program']],
        'spatie' => ['spatie/fork', ['work', 'answers', 'program']],
        'amphp' => ['amphp/parallel, worker pool', ['items', 'rows', 'work', 'answers', 'program']],
        'executor1' => ['Python, ProcessPoolExecutor', ['items', 'rows', 'work']],
        'executor100' => ['Python, the same in chunks of 100', ['items', 'rows', 'work']],
        'ruby' => ['Ruby, gem "parallel"', ['items', 'rows', 'work']],
        'piscina' => ['Node, piscina (threads)', ['items', 'rows']],
        'gnu' => ['GNU Parallel, a program each', ['items', 'program']],
    ];

    /**
     * @param array{vendor: ?string, modules: ?string, rounds: int} $options the folder of
     *     Composer's packages, that of npm's, and how many times each job is done
     */
    public static function measure(string $arguments, array $options): array
    {
        $processes = Pokio\Environment::maxProcesses();
        if (is_readable('/proc/cpuinfo')) {
            $processes = min($processes, max(1, (int) preg_match_all('/^processor\s*:/m', file_get_contents('/proc/cpuinfo'))));
        }
        $missing = $samples = [];
        $load = sys_getloadavg()[0];
        $began = microtime(true);
        for ($round = 0; $round < $options['rounds']; $round++) {
            foreach (array_keys(self::JOBS) as $job) {
                foreach (self::CONTESTANTS as $contestant => [$name, $jobs]) {
                    if (! in_array($job, $jobs, true) || isset($missing[$contestant])) {
                        continue;
                    }
                    progress(sprintf('round %d of %d: %s, %s; %d s', $round + 1, $options['rounds'], $job, strtr($name, ['*' => '', '`' => '']), microtime(true) - $began));
                    $missing[$contestant] = self::missing($contestant, $options);
                    if ($missing[$contestant] === null) {
                        unset($missing[$contestant]);
                        $samples[$job][$contestant][] = self::once($contestant, $job, $processes, $arguments, $options);
                    }
                }
            }
        }
        progress(sprintf('%d rounds in %d s', $options['rounds'], microtime(true) - $began), true);

        return [
            'machine' => machine() + ['load' => [round($load, 1), round(sys_getloadavg()[0], 1)]],
            'plan' => ['rounds' => $options['rounds'], 'processes' => $processes],
            'missing' => $missing,
            'rows' => self::rows($samples, $processes),
        ];
    }

    /** Why a contestant cannot take part. */
    private static function missing(string $contestant, array $options): ?string
    {
        $answers = fn (string $command): bool => exec("$command >/dev/null 2>&1 </dev/null && echo yes") === 'yes';

        return match ($contestant) {
            'spatie' => is_dir("$options[vendor]/spatie/fork") ? null : 'no spatie/fork in the folder of --vendor',
            'amphp' => is_dir("$options[vendor]/amphp/parallel") ? null : 'no amphp/parallel in the folder of --vendor',
            'executor1', 'executor100' => $answers('python3 -c pass') ? null : 'python3 is not installed',
            'ruby' => $answers('ruby -rparallel -e 1') ? null : 'Ruby or its gem "parallel" is not installed',
            'piscina' => is_dir("$options[modules]/piscina") && $answers('node -e 0') ? null : 'no Node, or no piscina in the folder of --modules',
            'gnu' => $answers('parallel --version') ? null : 'GNU Parallel is not installed',
            default => null,
        };
    }

    /** @return float seconds */
    private static function once(string $contestant, string $job, int $processes, string $arguments, array $options): float
    {
        // What is needed, and a PHP may have compiled in.
        $load = fn (string ...$names) => implode('', array_map(fn (string $name) => is_file(PHP_EXTENSION_DIR . "/$name.so") ? "-d extension=$name " : '', $names));
        $php = escapeshellarg(PHP_BINARY) . ' -n -d memory_limit=-1 -d display_errors=stderr ' . $load('tokenizer');
        $modules = $load('posix', 'pcntl', 'sockets');
        $file = fn (string $name) => escapeshellarg(__DIR__ . "/pools/$name");
        $vendor = escapeshellarg((string) $options['vendor']);
        $command = match ($contestant) {
            'alone' => "$php{$file('alone.php')} $job",
            'map' => "$php$arguments {$file('map.php')} $job $processes",
            'await' => "$php$arguments {$file('await.php')} $job",
            'shared' => "$php$arguments -d pokio.tasks_per_process=0 -d pokio.max_processes=$processes {$file('await.php')} $job",
            'spatie' => "$php$modules{$file('spatie.php')} $job $processes $vendor",
            'amphp' => "$php$modules{$file('amphp.php')} $job $processes $vendor",
            'executor1' => "python3 {$file('executor.py')} $job $processes 1",
            'executor100' => "python3 {$file('executor.py')} $job $processes 100",
            'ruby' => "ruby {$file('parallel.rb')} $job $processes",
            'piscina' => "node {$file('piscina.mjs')} $job $processes " . escapeshellarg((string) $options['modules']),
            'gnu' => $job === 'items'
                ? 'seq ' . self::LINES . " | parallel --will-cite -k -j $processes echo | wc -l"
                : "$php{$file('files.php')} | shuf -n " . self::FILES . " --random-source=/bin/sh | parallel --will-cite -j $processes '$php -l {} >/dev/null; echo' | wc -l",
        };
        $start = hrtime(true);
        exec("( $command ) 2>&1 </dev/null", $said, $status);
        $seconds = (hrtime(true) - $start) / 1e9;
        $last = end($said);
        if ($contestant === 'gnu') {
            [$done, $all] = $job === 'items' ? [self::LINES, self::COUNTS[$job]] : [self::FILES, (int) exec("$php{$file('files.php')} | wc -l")];
            (int) $last === min($done, $all) || throw new RuntimeException('GNU Parallel said: ' . implode("\n", $said));

            return $seconds / $last * $all;
        }
        $status === 0 && is_numeric($last) || throw new RuntimeException("$contestant failed at $job:\n" . implode("\n", $said));

        return (float) $last;
    }

    /** @return array<string, array<string, array{unit: string, median: float, low: float, high: float}>> by job and contestant */
    private static function rows(array $samples, int $processes): array
    {
        $rows = [];
        foreach ($samples as $job => $contestants) {
            foreach ($contestants as $contestant => $times) {
                $figures = array_map(fn (float $time, int $round) => match ($job) {
                    'work' => $time / ($contestants['alone'][$round] / $processes),
                    'answers' => $time / $contestants['alone'][$round],
                    'program' => $time,
                    default => $time / self::COUNTS[$job] * 1e6,
                }, $times, array_keys($times));
                $quantile = fn (float $share) => round(Samples::quantile($figures, $share), 4);
                $rows[$job][$contestant] = ['unit' => self::JOBS[$job][1], 'median' => $quantile(0.5), 'low' => $quantile(0.25), 'high' => $quantile(0.75)];
            }
        }

        return $rows;
    }

    public static function table(array $result): string
    {
        $rows = [];
        foreach (self::CONTESTANTS as $contestant => [$name]) {
            $row = [$name];
            foreach (array_keys(self::JOBS) as $job) {
                $figure = $result['rows'][$job][$contestant] ?? null;
                $row[] = $figure === null || $contestant === 'alone' && $figure['unit'] === 'ratio' ? '' : Tables::figure($figure);
            }
            $rows[] = $row;
        }
        $missing = array_map(fn (string $contestant, string $reason) => strtr(self::CONTESTANTS[$contestant][0], ['*' => '']) . " ($reason)", array_keys($result['missing']), $result['missing']);

        return Tables::table(['', ...array_column(self::JOBS, 0)], $rows)
            . "\n" . sprintf("%d processes, or threads, for each. ", $result['plan']['processes']) . Tables::machine($result)
            . ($missing === [] ? '' : "\nNot measured: " . implode(', ', $missing) . ".\n");
    }

    /** @return array<string, float> the time of an item by the name of the contestant, for the chart */
    public static function items(array $result): array
    {
        $times = [];
        foreach (self::CONTESTANTS as $contestant => [$name]) {
            if ($contestant !== 'alone' && isset($result['rows']['items'][$contestant])) {
                $times[strtr($name, ['*' => '', '`' => ''])] = $result['rows']['items'][$contestant]['median'];
            }
        }

        return $times;
    }
}
