<?php

/*
 * Checks the syntax of every PHP file under a folder and counts what is in them:
 * in parallel, then once more one after the other, to compare the times.
 *
 *   bin/php examples/check-php-files.php [FOLDER]
 *
 * Exit status: 0 when every file is fine, 1 when one is not, 2 for a wrong argument.
 */

declare(strict_types=1);

use Pokio\Status;

use function Pokio\stream;

/** Fewer bytes than these are checked sooner than a task has started. */
const WORTH_A_TASK = 64 * 1024;

const USAGE = "usage: check-php-files.php [FOLDER]\nWithout a folder: PHP's own library.\n";

exit(main(array_slice($argv, 1)));

/** @param list<string> $arguments */
function main(array $arguments): int
{
    if (array_intersect($arguments, ['-h', '--help']) !== []) {
        echo USAGE;

        return 0;
    }
    if (count($arguments) > 1 || str_starts_with($arguments[0] ?? '', '-')) {
        return complain(USAGE);
    }
    $folder = $arguments[0] ?? defaultFolder();
    if (! is_dir($folder)) {
        return complain('"' . printable($folder) . (file_exists($folder) ? "\" is not a folder\n" : "\" does not exist\n"));
    }
    $folder = rtrim($folder, '/') ?: '/';

    $total = emptyReport();
    $files = phpFiles($folder, $total);
    printf("%s PHP files, %.1f MB, under %s\n", number_format(count($files)), array_sum($files) / 1e6, printable($folder));

    $forks = Pokio\Kernel::instance()->runtime() instanceof Pokio\Runtime\Fork\ForkRuntime;
    $limit = $forks ? Pokio\Environment::maxProcesses() : 1;
    $batches = batches($files, 2 * $limit);
    [$parallel, $lost] = checkInParallel($batches, $limit, $total);
    // A batch whose task died would take this process along.
    $checked = array_diff_key($batches, $lost);
    $sequential = checkOneByOne($checked);

    return summary($folder, $total, $lost, $parallel, $sequential, $limit);
}

/** What a batch is reduced to. */
function emptyReport(): array
{
    return ['files' => 0, 'lines' => 0, 'functions' => 0, 'classes' => 0, 'errors' => [], 'unreadable' => []];
}

function addReport(array &$total, array $report): void
{
    foreach ($report as $key => $value) {
        $total[$key] = is_array($value) ? $total[$key] + $value : $total[$key] + $value;
    }
}

/**
 * Each batch in a task.
 *
 * @return array{float, array<int, list<string>>} the seconds, and the batches whose task died
 */
function checkInParallel(array $batches, int $limit, array &$total): array
{
    $progress = new Progress('in parallel', array_sum(array_map('count', $batches)));
    $start = microtime(true);
    $lost = [];
    // Each report as it comes, while the other tasks run.
    foreach (stream($batches, check(...), ordered: false, settle: true, concurrency: $limit) as $number => $outcome) {
        if ($outcome->status === Status::Died) {
            $lost[$number] = $batches[$number];
        } else {
            addReport($total, $outcome->get());
        }
        $progress->advance(count($batches[$number]));
    }
    $progress->end();

    return [microtime(true) - $start, $lost];
}

/** The same work in this process. */
function checkOneByOne(array $batches): float
{
    $progress = new Progress('one by one', array_sum(array_map('count', $batches)));
    $start = microtime(true);
    foreach ($batches as $batch) {
        check($batch);
        $progress->advance(count($batch));
    }
    $progress->end();

    return microtime(true) - $start;
}

/** @param list<string> $files */
function check(array $files): array
{
    $report = emptyReport();
    foreach ($files as $file) {
        $code = @file_get_contents($file);
        if ($code === false) {
            $report['unreadable'][$file] = lastError();

            continue;
        }
        $report['files']++;
        $report['lines'] += substr_count($code, "\n") + (int) ($code !== '' && ! str_ends_with($code, "\n"));
        try {
            $tokens = array_values(array_filter(
                @PhpToken::tokenize($code, TOKEN_PARSE),
                fn (PhpToken $token) => ! $token->isIgnorable(),
            ));
        } catch (CompileError $e) {
            $report['errors'][$file] = [$e->getLine(), $e->getMessage()];

            continue;
        }
        foreach ($tokens as $i => $token) {
            // Anonymous functions have no name, and after the name in `use function` no parameters follow.
            if ($token->is(T_FUNCTION)) {
                $name = $i + (int) (($tokens[$i + 1] ?? null)?->is('&') ?? false) + 1;
                $report['functions'] += (int) (($tokens[$name] ?? null)?->is(T_STRING) && ($tokens[$name + 1] ?? null)?->is('('));
            } elseif ($token->is([T_CLASS, T_INTERFACE, T_TRAIT, T_ENUM])) {
                $report['classes'] += (int) (($tokens[$i + 1] ?? null)?->is(T_STRING));
            }
        }
    }

    return $report;
}

/** @return array<string, int> the size of each PHP file under the folder; unreadable folders go to the report */
function phpFiles(string $folder, array &$report): array
{
    $files = [];
    $folders = [$folder];
    while ($folders !== []) {
        $here = array_pop($folders);
        $names = @scandir($here);
        if ($names === false) {
            $report['unreadable'][$here] = lastError();

            continue;
        }
        foreach (array_diff($names, ['.', '..']) as $name) {
            $path = rtrim($here, '/') . '/' . $name;
            if (is_dir($path)) {
                is_link($path) || $folders[] = $path; // links may lead in circles
            } elseif (preg_match('/\.php$/i', $name) && (is_file($path) || is_link($path))) {
                $files[$path] = (int) @filesize($path);
            }
        }
    }

    return $files;
}

/**
 * The biggest files first, so that no big one is left for the end.
 *
 * @param  array<string, int>  $files
 * @return list<list<string>>
 */
function batches(array $files, int $wanted): array
{
    arsort($files);
    $enough = max(array_sum($files) / $wanted, WORTH_A_TASK);
    $batches = [];
    $batch = [];
    $bytes = 0;
    foreach ($files as $file => $size) {
        $batch[] = (string) $file;
        $bytes += $size;
        if ($bytes >= $enough) {
            $batches[] = $batch;
            $batch = [];
            $bytes = 0;
        }
    }
    if ($batch !== []) {
        $batches[] = $batch;
    }

    return $batches;
}

function summary(string $folder, array $total, array $lost, float $parallel, float $sequential, int $limit): int
{
    $lost = array_merge(...array_values($lost));
    $short = fn (string $path) => printable(str_starts_with($path, "$folder/") ? substr($path, strlen($folder) + 1) : $path);
    foreach (['files', 'lines', 'functions', 'classes'] as $what) {
        printf("%10s %s\n", number_format($total[$what]), $what);
    }
    printf("%10s syntax errors\n", number_format(count($total['errors'])));
    ksort($total['errors']);
    foreach ($total['errors'] as $file => [$line, $message]) {
        printf("           %s:%d: %s\n", $short($file), $line, printable($message));
    }
    ksort($total['unreadable']);
    foreach ($total['unreadable'] as $path => $reason) {
        printf("cannot read %s: %s\n", $short($path), $reason);
    }
    foreach ($lost as $file) {
        printf("not checked, the task died: %s\n", $short($file));
    }
    printf("%8.2f s in parallel, up to %d at a time\n", $parallel, $limit);
    printf("%8.2f s one by one%s\n", $sequential, $lost === [] ? '' : ', without the files not checked');

    return $total['errors'] === [] && $total['unreadable'] === [] && $lost === [] ? 0 : 1;
}

/** A line that is written over and over; nothing where it would not be seen. */
final class Progress
{
    private int $done = 0;

    private readonly bool $visible;

    public function __construct(private readonly string $title, private readonly int $total)
    {
        $this->visible = $total > 0 && stream_isatty(STDOUT);
        $this->advance(0);
    }

    public function advance(int $files): void
    {
        $this->done += $files;
        if ($this->visible) {
            $bar = str_pad(str_repeat('#', intdiv($this->done * 30, $this->total)), 30, '.');
            printf("\r%s [%s] %d of %d files", $this->title, $bar, $this->done, $this->total);
        }
    }

    public function end(): void
    {
        if ($this->visible) {
            echo "\r\e[K"; // an empty line to write the result on
        }
    }
}

/** The first folder that holds PHP files: PHP's library, its build files, this project. */
function defaultFolder(): string
{
    $ignored = emptyReport();
    foreach (['/usr/share/php', PEAR_INSTALL_DIR, PHP_PREFIX . '/lib/php', PHP_EXTENSION_DIR . '/build'] as $folder) {
        if ($folder !== '' && is_dir($folder) && phpFiles($folder, $ignored) !== []) {
            return $folder;
        }
    }

    return dirname(__DIR__);
}

function lastError(): string
{
    return preg_replace('/^.*: /', '', error_get_last()['message'] ?? 'unknown error');
}

/** The text without what could move a terminal's cursor. */
function printable(string $text): string
{
    return preg_replace('/[\x00-\x1f\x7f]/', '?', $text);
}

function complain(string $message): int
{
    fwrite(STDERR, $message);

    return 2;
}
