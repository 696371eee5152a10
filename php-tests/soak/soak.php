<?php

// The long run: very many tasks of all kinds, after which the caller is as it was
// after the first thousand. bin/soak tells of the arguments.

const KB = 1024;
const MB = 1024 * KB;

/** A result that looks, while it is read, at how much memory is in use. */
final class Gauge
{
    public static int $peak = 0;

    public function __construct(public string $text) {}

    public function __serialize(): array
    {
        return [$this->text];
    }

    public function __unserialize(array $data): void
    {
        [$this->text] = $data;
        self::$peak = max(self::$peak, resident() + files());
    }
}

final class Refused extends DomainException
{
    public function __construct(public readonly int $number)
    {
        parent::__construct("task $number", 7, new LogicException('why'));
    }
}

/** A field of /proc/PROCESS/status in bytes. */
function status(string $field): int
{
    preg_match("/^$field:\s+(\d+) kB/m", (string) file_get_contents('/proc/self/status'), $match);

    return (int) ($match[1] ?? 0) * KB;
}

/** The memory that this process fills by itself; pages of files come and go as the system likes. */
function resident(): int
{
    preg_match_all('/^(?:Anonymous|Swap|Pss_Shmem):\s+(\d+) kB/m', (string) file_get_contents('/proc/self/smaps_rollup'), $matches);

    return array_sum($matches[1]) * KB;
}

/** Bytes of the memory files that this process has open. */
function files(): int
{
    $bytes = 0;
    foreach (scandir('/proc/self/fd') as $descriptor) {
        $link = "/proc/self/fd/$descriptor";
        if (str_starts_with((string) @readlink($link), '/memfd:') && $stat = @stat($link)) {
            $bytes += $stat['blocks'] * 512;
        }
    }
    clearstatcache();

    return $bytes;
}

/** This process's children by state; Z is a zombie. */
function children(): array
{
    $states = [];
    foreach (glob('/proc/[0-9]*/stat') as $file) {
        $stat = (string) @file_get_contents($file);
        $fields = explode(' ', substr($stat, (int) strrpos($stat, ')')));
        if ((int) ($fields[2] ?? 0) === getmypid()) {
            $states[] = $fields[1];
        }
    }

    return $states;
}

/** What must not grow. Waits until the processes that have done their work are gone. */
function state(): array
{
    for ($i = 0; $i < 100 && children() !== []; $i++) {
        usleep(20_000);
    }
    gc_collect_cycles();
    gc_mem_caches(); // else PHP keeps blocks of 2 MB, now one more, now one less

    return [
        'resident' => resident(),
        'php' => memory_get_usage(),
        'descriptors' => count(scandir('/proc/self/fd')),
        'mappings' => substr_count((string) file_get_contents('/proc/self/maps'), "\n"),
        'files' => files(),
        'children' => count(children()),
    ];
}

function check(bool $holds, string $text): void
{
    if (! $holds) {
        fail($text);
    }
}

function fail(string $text): never
{
    fwrite(STDERR, "\nFAIL $text\n");
    exit(1);
}

/** How far it is, on one line of a terminal, or now and then a line elsewhere. */
function progress(string $what, int $done, int $of): void
{
    static $next = 0;
    $terminal = stream_isatty(STDERR);
    if (microtime(true) < $next && $done < $of) {
        return;
    }
    $next = $done < $of ? microtime(true) + ($terminal ? 0.2 : 20) : 0;
    $line = sprintf('%s: %s of %s, %.1f MB resident', $what, number_format($done), number_format($of), resident() / MB);
    fwrite(STDERR, $terminal ? "\r\e[K$line" . ($done < $of ? '' : "\n") : "$line\n");
}

/** The task of this number, and what becomes of it. */
function task(int $i): array
{
    $text = fn (int $length) => substr(str_repeat(hash('xxh128', (string) $i), intdiv($length, 32) + 1), 0, $length);

    return match ($i % 12) {
        0 => [async(fn () => $i), $i],
        1 => [async(fn () => $text(1_000)), $text(1_000)],
        2 => [async(fn () => ['id' => $i, 'rows' => range(1, 50), 'nan' => -0.0]), ['id' => $i, 'rows' => range(1, 50), 'nan' => -0.0]],
        3 => [async(fn () => new ArrayObject([$i, new DateTimeImmutable('@' . $i)])), new ArrayObject([$i, new DateTimeImmutable('@' . $i)])],
        4 => [async(fn () => throw new Refused($i)), new Refused($i)],
        5 => [async(fn () => exit($i % 256)), null],
        6 => [async(fn () => killed()), null],
        7 => [async(fn () => $text(100_000 + $i % 7 * 50_000)), $text(100_000 + $i % 7 * 50_000)],
        8 => [async(fn () => $text(60_000 + $i % 10_000)), $text(60_000 + $i % 10_000)],
        9 => [async(fn () => $i)->then(fn (int $n) => throw new Refused($n))->catch(fn (Refused $e) => -$e->number)->finally(fn () => null), -$i],
        10 => [async(fn () => async(fn () => [$i])), [$i]],
        11 => [$i % 24 === 11 ? async(fn () => eval('function async() {}')) : async(fn () => fn () => null), $i % 24 === 11 ? null : new Exception("Serialization of 'Closure' is not allowed")],
    };
}

/** Ends this process by a signal, where PHP can send one. */
function killed(): never
{
    if (function_exists('posix_kill')) {
        posix_kill(getmypid(), SIGKILL);
    }
    exit;
}

/** Whether this is what the task was to give. */
function expect(int $i, mixed $expected, mixed $got): void
{
    $right = match (true) {
        $expected instanceof Throwable => $got instanceof $expected && $got->getMessage() === $expected->getMessage()
            && $got->getCode() === $expected->getCode() && $got->getPrevious()?->getMessage() === $expected->getPrevious()?->getMessage(),
        is_object($expected) => $expected == $got,
        default => $expected === $got,
    };
    check($right, "task $i gave " . substr(get_debug_type($got) . ' ' . print_r($got, true), 0, 300));
}

function outcome(Pokio\Promise $promise): mixed
{
    try {
        return await($promise);
    } catch (Throwable $e) {
        return $e;
    }
}

/** Compares what there was after the first thousand with what there is at the end. */
function compare(string $what, array $before, array $after): void
{
    $report = [];
    foreach (['resident', 'php'] as $name) {
        $grown = $after[$name] - $before[$name];
        $report[] = sprintf('%s %+.0f KB', $name, $grown / KB);
        check($grown < MB, sprintf('%s: %s memory went from %.1f to %.1f MB', $what, $name, $before[$name] / MB, $after[$name] / MB));
    }
    foreach (['descriptors', 'mappings'] as $name) {
        $report[] = "$name $after[$name]";
        check($after[$name] === $before[$name], "$what: there were $before[$name] $name, there are $after[$name]");
    }
    $report[] = 'memory file ' . $after['files'];
    check($after['children'] === 0, "$what: $after[children] processes are left, in the states " . implode(', ', children()));
    echo "$what: ", implode(', ', $report), "\n";
}

function singly(int $count): void
{
    $warm = min(1_000, intdiv($count, 2));
    for ($i = 0; $i < $count; $i++) {
        if ($i === $warm) {
            unset($promise, $expected);
            $before = state();
        }
        [$promise, $expected] = task($i);
        expect($i, $expected, outcome($promise));
        progress('singly', $i + 1, $count);
    }
    unset($promise, $expected);
    compare(number_format($count) . ' tasks singly', $before, state());
}

function batches(int $count, int $size): void
{
    // Results that fill their slots: all the memory that is shared has then been used once.
    // Each in a process and a slot of its own, whatever the setting.
    $promises = array_map(fn () => async(fn () => str_repeat('x', 65_000)), range(1, $size));
    array_map(fn (Pokio\Promise $promise) => $promise->defer(), $promises);
    await($promises);
    unset($promises);
    $warm = min(1_000, intdiv($count, 2));
    for ($done = 0; $done < $count; $done += $size) {
        if (! isset($before) && $done >= $warm) {
            unset($promises, $promise, $expected, $failures, $e);
            $before = state();
        }
        $promises = $expected = [];
        for ($i = $done; $i < $done + $size; $i++) {
            [$promises[$i], $expected[$i]] = task($i);
        }
        if (intdiv($done, $size) % 2 === 0) {
            // The first failure is thrown; what comes after it can still be awaited.
            $failures = array_filter($expected, fn (mixed $value) => $value instanceof Throwable);
            $first = array_key_first($failures) ?? fail('no failure in the batch');
            try {
                await($promises);
                fail('a batch with failures gave an array');
            } catch (Throwable $e) {
                expect($first, $failures[$first], $e);
            }
            $promises = array_filter($promises, fn (int $i) => $i > $first, ARRAY_FILTER_USE_KEY);
        } else {
            array_map(fn (Pokio\Promise $promise) => $promise->defer(), $promises);
        }
        foreach ($promises as $i => $promise) {
            expect($i, $expected[$i], outcome($promise));
        }
        progress("in batches of $size", min($done + $size, $count), $count);
    }
    unset($promises, $promise, $expected, $failures, $e);
    compare(number_format($count) . " tasks in batches of $size", $before, state());
}

/** Results that are all there at the same time. */
function together(int $count): void
{
    $each = 100 * KB;
    $room = intdiv(free(), 3 * $each);
    if ($room < $count) {
        printf("only %s results together: there is no memory for more\n", number_format($count = $room));
    }
    $before = state();
    @file_put_contents('/proc/self/clear_refs', '5'); // resets VmHWM
    Gauge::$peak = 0;
    $promises = [];
    for ($i = 0; $i < $count; $i++) {
        $promises[] = async(function () use ($i, $each) {
            $text = str_pad("$i ", $each, hash('xxh128', (string) $i));

            return $i % 50 === 0 ? new Gauge($text) : $text;
        });
    }
    $start = microtime(true);
    $results = await($promises);
    $time = microtime(true) - $start;
    $promises = [];
    foreach ($results as $i => $text) {
        $text = is_string($text) ? $text : $text->text;
        check(strlen($text) === $each && str_starts_with($text, "$i ") && str_ends_with($text, substr(str_pad("$i ", $each, hash('xxh128', (string) $i)), -32)), "result $i is another one");
    }
    $peak = max(status('VmHWM') - status('RssFile'), Gauge::$peak) - $before['resident'];
    $bound = (int) (1.15 * $count * $each) + 32 * MB;
    printf(
        "%s results of 100 KB together: %.0f MB of values, %.0f MB of memory at most (bound %.0f MB), %.1f s\n",
        number_format($count), $count * $each / MB, $peak / MB, $bound / MB, $time,
    );
    check($peak <= $bound, 'the results took more memory than the bound');
    unset($results, $text);
    $after = state();
    check($after['files'] <= MB, "the memory file still holds $after[files] bytes");
    check($after['children'] === 0, 'processes are left: ' . implode(', ', children()));
    check($after['php'] - $before['php'] < MB, 'PHP still holds ' . ($after['php'] - $before['php']) . ' bytes more');
    check($after['descriptors'] === $before['descriptors'], "there were $before[descriptors] descriptors, there are $after[descriptors]");
}

/** The memory that this process can still have: the machine's, or what its control group leaves. */
function free(): int
{
    preg_match('/^MemAvailable:\s+(\d+) kB/m', (string) file_get_contents('/proc/meminfo'), $match);
    $free = (int) ($match[1] ?? 0) * KB;
    foreach (file('/proc/self/cgroup', FILE_IGNORE_NEW_LINES) ?: [] as $line) {
        [, $controllers, $path] = explode(':', $line, 3);
        [$limit, $used] = match (true) {
            $controllers === '' => ["/sys/fs/cgroup$path/memory.max", "/sys/fs/cgroup$path/memory.current"],
            $controllers === 'memory' => ["/sys/fs/cgroup/memory$path/memory.limit_in_bytes", "/sys/fs/cgroup/memory$path/memory.usage_in_bytes"],
            default => [null, null],
        };
        if ($limit !== null && is_numeric($bytes = trim((string) @file_get_contents($limit)))) {
            $free = min($free, (int) $bytes - (int) @file_get_contents($used));
        }
    }

    return $free;
}

/** One result, half as large as what is free. */
function half(): void
{
    $size = intdiv(free(), 2);
    $pieces = intdiv($size, MB);
    fwrite(STDERR, sprintf("one result of %.1f GB\n", $size / 1024 / MB));
    // Should the system look for a process to end, then for one of these.
    @file_put_contents('/proc/self/oom_score_adj', '900');
    $before = state();
    $start = microtime(true);
    $big = async(function () use ($pieces) {
        @file_put_contents('/proc/self/oom_score_adj', '1000');
        ini_set('memory_limit', -1);
        $result = [];
        for ($i = 0; $i < $pieces; $i++) {
            $result[] = str_pad("$i ", MB, 'x');
        }

        return $result;
    });
    try {
        $result = await($big);
        $said = match (true) {
            $result === null => 'null: the system ended the task',
            default => 'passed',
        };
        if ($result !== null) {
            check(count($result) === $pieces, 'half of the free memory: ' . count($result) . " of $pieces pieces");
            foreach ($result as $i => $piece) {
                check(strlen($piece) === MB && str_starts_with($piece, "$i "), "half of the free memory: piece $i is another one");
            }
        }
        unset($result, $piece);
    } catch (Throwable $e) {
        check($e->getMessage() !== '', 'half of the free memory: an exception without a message');
        $said = 'refused: ' . get_class($e) . ': ' . $e->getMessage();
    }
    unset($big, $e);
    printf("one result of %.1f GB, half of what is free: %s (%.0f s)\n", $size / 1024 / MB, $said, microtime(true) - $start);
    $after = state();
    check($after['files'] <= MB, "the memory file still holds $after[files] bytes");
    check($after['children'] === 0, 'processes are left');
    check(await(async(fn () => 'still works')) === 'still works', 'no task runs any more');
    check(! str_starts_with($said, 'null'), 'half of the free memory: neither the value nor an exception');
}

if (! is_readable('/proc/self/maps')) {
    fwrite(STDERR, "This run looks at its memory in /proc: start it on Linux.\n");
    exit(1);
}
if (! Pokio\Environment::supportsFork()) {
    fwrite(STDERR, "Tasks run in the caller here: start it with a PHP on the command line that can fork.\n");
    exit(1);
}
ini_set('memory_limit', -1);
ini_set('log_errors', 0);
ini_set('display_errors', 0);

$arguments = array_slice($argv, 1);
$short = ($arguments[0] ?? '') === '--short';
if ($short) {
    array_shift($arguments);
}
if (count($arguments) > 3 || array_filter($arguments, fn (string $n) => ! ctype_digit($n) || (int) $n < 100)) {
    fwrite(STDERR, "usage: soak.php [--short] [SINGLY [IN BATCHES [TOGETHER]]], three numbers of tasks from 100 on\n");
    exit(2);
}
$counts = array_map('intval', $arguments) + ($short ? [1_500, 1_500, 200] : [100_000, 100_000, 10_000]);

$start = microtime(true);
singly($counts[0]);
batches($counts[1], 50);
together($counts[2]);
$short || half();
printf("passed after %.0f s, with %d tasks at once\n", microtime(true) - $start, Pokio\Environment::maxProcesses());
