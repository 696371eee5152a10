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
    // The biggest files first, so that no big one is left for the end.
    arsort($files);
    $files = array_map(strval(...), array_keys($files));
    [$parallel, $lost] = checkInParallel($files, $limit, $total);
    // A file whose task died would take this process along.
    $sequential = checkOneByOne(array_diff($files, $lost));

    return summary($folder, $total, $lost, $parallel, $sequential, $limit);
}

/** What a file is reduced to. */
function emptyReport(): array
{
    return ['files' => 0, 'lines' => 0, 'functions' => 0, 'classes' => 0, 'errors' => [], 'unreadable' => []];
}

function addReport(array &$total, array $report): void
{
    foreach ($report as $key => $value) {
        $total[$key] += $value; // a number, or an array by file
    }
}

/**
 * Each file is a task; a few processes share them.
 *
 * @param  list<string>  $files
 * @return array{float, list<string>} the seconds, and the files whose task died
 */
function checkInParallel(array $files, int $limit, array &$total): array
{
    $progress = new Progress('in parallel', count($files));
    $start = microtime(true);
    $lost = [];
    // Each report as it comes, while the other tasks run.
    foreach (stream($files, check(...), ordered: false, settle: true, concurrency: $limit) as $number => $outcome) {
        if ($outcome->status === Status::Died) {
            $lost[] = $files[$number];
        } else {
            addReport($total, $outcome->get());
        }
        $progress->advance();
    }
    $progress->end();

    return [microtime(true) - $start, $lost];
}

/** The same work in this process. */
function checkOneByOne(array $files): float
{
    $progress = new Progress('one by one', count($files));
    $start = microtime(true);
    foreach ($files as $file) {
        check($file);
        $progress->advance();
    }
    $progress->end();

    return microtime(true) - $start;
}

function check(string $file): array
{
    $report = emptyReport();
    $code = @file_get_contents($file);
    if ($code === false) {
        return ['unreadable' => [$file => lastError()]] + $report;
    }
    $report['files'] = 1;
    $report['lines'] = substr_count($code, "\n") + (int) ($code !== '' && ! str_ends_with($code, "\n"));
    try {
        $tokens = array_values(array_filter(
            @PhpToken::tokenize($code, TOKEN_PARSE),
            fn (PhpToken $token) => ! $token->isIgnorable(),
        ));
    } catch (CompileError $e) {
        return ['errors' => [$file => [$e->getLine(), $e->getMessage()]]] + $report;
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

function summary(string $folder, array $total, array $lost, float $parallel, float $sequential, int $limit): int
{
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
        $this->show();
    }

    public function advance(): void
    {
        $this->done++;
        $this->show();
    }

    private function show(): void
    {
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
