<?php

/**
 * Runs every cell of the matrix in a program of its own, some at the same time,
 * and judges it from outside. Arguments: the extension's file, then words that the
 * names of the cells must hold, if not all of them are to run.
 */

require __DIR__ . '/rules.inc';

/** Cells that run at the same time. */
const AT_ONCE = 4;

/** Seconds in which an await must be over, or the tasks of a caller that was killed. */
const LIMIT = 1.0;

/** How often a cell that took longer may run again, alone: other programs take time too. */
const MORE_TRIES = 2;

/** Seconds after which a cell hangs. */
const HANGS = 45.0;

/** A cell that is running. */
final class Cell
{
    public string $said = '';

    public ?float $ended = null;

    public ?float $all_ended = null;

    public array $status = [];

    /** Seconds that the awaits took, or the tasks of a caller that was killed; null before the judgement. */
    public ?float $late = null;

    private $process;

    public $channel;

    private float $began;

    private string $output;

    /** Its folder for temporary files. */
    private string $temporary;

    public function __construct(public readonly array $what, string $folder, array $command)
    {
        $name = "$folder/" . implode('-', $what);
        $settings = [];
        foreach (settings($what[2]) as $setting => $value) {
            array_push($settings, '-d', "$setting=$value");
        }
        $this->output = "$name.out";
        $this->temporary = "$name.tmp";
        is_dir($this->temporary) || mkdir($this->temporary);
        $this->process = proc_open(
            [...$command, ...$settings, __DIR__ . '/cell.php', ...$what],
            [['file', '/dev/null', 'r'], ['file', $this->output, 'w'], ['redirect', 1], ['pipe', 'w']],
            $pipes,
            null,
            ['TMPDIR' => $this->temporary, 'RUST_BACKTRACE' => '0'] + getenv(),
        ) ?: throw new RuntimeException('a cell cannot be started');
        $this->channel = $pipes[3];
        stream_set_blocking($this->channel, false);
        $this->began = microtime(true);
    }

    /** Looks what has happened; whether all is over. */
    public function look(): bool
    {
        $now = microtime(true);
        if ($this->ended === null) {
            $this->status = proc_get_status($this->process);
            $this->ended = $this->status['running'] ? null : $now;
        }
        if ($this->all_ended === null) {
            $this->said .= (string) stream_get_contents($this->channel);
            // Every process of the cell holds the other end.
            $this->all_ended = feof($this->channel) ? $now : null;
        }
        if ($this->ended !== null && $this->all_ended !== null) {
            return true;
        }
        if ($now - $this->began < HANGS) {
            return false;
        }
        $this->kill();

        return true;
    }

    /** Ends all its processes, which are known by their folder for temporary files. */
    private function kill(): void
    {
        foreach (glob('/proc/[0-9]*/environ') as $file) {
            if (str_contains((string) @file_get_contents($file), "TMPDIR=$this->temporary")) {
                exec('kill -9 ' . (int) basename(dirname($file)));
            }
        }
    }

    /** What is wrong; and whether that is only the time that it took. */
    public function judge(): array
    {
        [$step, $action, $mode] = $this->what;
        $outcome = outcome($step, $action, $mode);
        if ($this->ended === null || $this->all_ended === null) {
            return [['hangs: ' . ($this->ended === null ? 'the caller' : 'a task') . ' goes on'], false];
        }
        $wrong = [];
        $lines = array_filter(explode("\n", $this->said));
        $says = fn (string $word) => array_values(preg_grep("/^$word /", $lines));
        $end = $this->status['signaled'] ? "signal {$this->status['termsig']}" : "exit {$this->status['exitcode']}";
        $expected_end = ends_caller($outcome) ? $outcome : 'exit 0';
        if ($end !== $expected_end) {
            $wrong[] = "the caller ended with $end, not with $expected_end";
        }

        // Of all the copies of the program, one went on, if the caller did.
        $pid = $this->status['pid'];
        if ($says('end') !== (ends_caller($outcome) ? [] : ["end $pid"])) {
            $wrong[] = 'the end of the script was reached by ' . json_encode($says('end')) . ", the caller is $pid";
        }
        if ($says('shutdown') !== (str_starts_with($outcome, 'signal') ? [] : ["shutdown $pid"])) {
            $wrong[] = 'shutdown functions ran in ' . json_encode($says('shutdown')) . ", the caller is $pid";
        }
        foreach (glob("$this->temporary/*") as $file) {
            $wrong[] = "left the file $file";
        }
        if (ends_caller($outcome)) {
            $this->late = $this->all_ended - $this->ended;
        } else {
            $report = json_decode(substr($says('report')[0] ?? 'report null', strlen('report ')), true);
            if ($report === null) {
                return [[...$wrong, 'no report'], false];
            }
            array_push($wrong, ...$this->wrong_in($report, $outcome));
            $this->late = $report['took'] / 1e3;
        }
        if ($this->late > LIMIT) {
            $slow = sprintf('took %.1f s', $this->late);

            return [[...$wrong, $slow], $wrong === []];
        }

        return [$wrong, false];
    }

    private function wrong_in(array $report, string $outcome): array
    {
        [$step, , $mode] = $this->what;
        $hit = hit($step, $mode);
        $wrong = [];
        if (! $report['fired']) {
            $wrong[] = 'nothing went wrong, the step was not come by';
        }
        if (count($report['became']) !== (is_single($mode) ? 1 : BATCH)) {
            $wrong[] = 'not every promise was awaited';
        }
        $threw = str_contains($outcome, ': ');
        foreach ($report['became'] as $i => $became) {
            $is_right = match (true) {
                // Where an await of all throws, each of the others has its value all the same.
                $i !== $hit => $became === 'value',
                $threw => str_starts_with($became, $outcome),
                default => $became === $outcome,
            };
            if (! $is_right) {
                $wrong[] = "promise $i: $became" . ($i === $hit ? ", not $outcome" : '');
            }
        }
        $again = match (true) {
            ! $threw => '',
            is_open_afterwards($step) => 'value',
            default => 'Pokio\Exceptions\FutureAlreadyAwaited: The promise has already been resolved.',
        };
        if ($report['again'] !== $again) {
            $wrong[] = "awaited again: {$report['again']}, not $again";
        }
        if (array_diff($report['next'], ['value']) !== []) {
            $wrong[] = 'the next tasks: ' . json_encode($report['next']);
        }
        if ($report['changed'] !== []) {
            $wrong[] = 'left behind: ' . json_encode($report['changed'], JSON_UNESCAPED_SLASHES);
        }

        return $wrong;
    }

    /** What the program printed. */
    public function output(): string
    {
        return trim((string) file_get_contents($this->output));
    }
}

/** Runs cells, a number of them at once, and passes each to a function when it is over. */
function run_cells(array $cells, int $at_once, Closure $start, Closure $judge): void
{
    $running = [];
    while ($cells !== [] || $running !== []) {
        while ($cells !== [] && count($running) < $at_once) {
            $running[] = $start(array_shift($cells));
        }
        usleep(2_000);
        foreach ($running as $n => $cell) {
            if ($cell->look()) {
                unset($running[$n]);
                $judge($cell);
            }
        }
    }
}

$library = $argv[1];
$words = array_slice($argv, 2);
$cells = array_values(array_filter(cells(), fn (array $cell) => array_diff($words, $cell) === []));
$folder = sys_get_temp_dir() . '/pokio-faults-' . getmypid();
mkdir($folder);
$command = [PHP_BINARY, '-n', '-d', "extension=$library", '-d', 'memory_limit=32M',
    '-d', 'pokio.runtime=fork', '-d', 'display_errors=1'];
printf(
    "The matrix: %d steps, at each %d actions and the errors that it may report, with %s: %d cells%s.\n",
    count(STEPS),
    count(ACTIONS),
    'one promise, one of a big string, and for ' . BATCH . ' together, one by one, and together in one process',
    count(cells()),
    count($cells) === count(cells()) ? '' : ', of which ' . count($cells) . ' run',
);

$began = microtime(true);
$passed = $failed = 0;
$slow = [];
$longest = ['awaits' => 0.0, 'tasks of ended callers' => 0.0];
$start = fn (array $what) => new Cell($what, $folder, $command);
$verdict = function (Cell $cell, array $wrong) use (&$passed, &$failed, &$longest) {
    $of = ends_caller(outcome(...$cell->what)) ? 'tasks of ended callers' : 'awaits';
    $longest[$of] = max($longest[$of], $cell->late ?? 0.0);
    if ($wrong === []) {
        $passed++;

        return;
    }
    $failed++;
    echo 'FAIL ', implode(' ', $cell->what), "\n";
    foreach ($wrong as $line) {
        echo "     $line\n";
    }
    foreach (array_slice(array_filter(explode("\n", $cell->output())), 0, 8) as $line) {
        echo "     | $line\n";
    }
};
run_cells($cells, AT_ONCE, $start, function (Cell $cell) use ($verdict, &$slow) {
    [$wrong, $is_slow] = $cell->judge();
    if ($is_slow) {
        $slow[] = $cell->what;
    } else {
        $verdict($cell, $wrong);
    }
});
foreach ($slow as $what) {
    for ($try = 1; $try <= MORE_TRIES; $try++) {
        $wrong = $is_slow = null;
        run_cells([$what], 1, $start, function (Cell $cell) use (&$wrong, &$is_slow, &$last) {
            $last = $cell;
            [$wrong, $is_slow] = $cell->judge();
        });
        if (! $is_slow) {
            break;
        }
    }
    $verdict($last, $wrong);
}
array_map('unlink', [...glob("$folder/*.out"), ...glob("$folder/*.tmp/*")]);
array_map('rmdir', [...glob("$folder/*.tmp"), $folder]);

printf("The awaits of a cell took %.0f ms at most; ", $longest['awaits'] * 1e3);
printf("where the caller ended, its tasks had ended %.0f ms later at most.\n", $longest['tasks of ended callers'] * 1e3);
printf("%d cells ran again, alone, because they took long; %.0f seconds in all.\n", count($slow), microtime(true) - $began);
echo "$passed passed, $failed failed, 0 skipped\n";
exit($failed === 0 && $passed > 0 ? 0 : 1);
