<?php

/**
 * The matrix of task control: a fault at each step while a deadline runs, while a stream
 * is left, while messages are sent, while hooks run, and while each item has a process.
 * What must hold whatever happens: no wrong value, no message that is not whole, no hook
 * called without its pair, nothing that hangs or stays, and calls that work afterwards.
 * Arguments: the extension's file, then words that the names of the cells must hold.
 */

require __DIR__ . '/rules.inc';

/** Cells that run at the same time. */
const AT_ONCE = 4;

/** Seconds after which a cell hangs. */
const HANGS = 45;

const CONTROL_MODES = ['deadline', 'stream', 'messages', 'hooks', 'apart'];

/** What an item, or a call, may say that a fault has met. */
const FAILURES = '/^(Pokio\\\\Exceptions\\\\(TaskDied|TaskTimedOut|TaskCancelled)|RuntimeException|Error: pokio: internal error)/';

/** What is wrong with a cell that is over. */
function judge(array $what, array $status, string $said): array
{
    [$step, $action, $mode] = $what;
    $lines = array_filter(explode("\n", $said));
    $ends = array_values(preg_grep('/^end /', $lines));
    $calls = in_array($step, CALLERS, true);
    if ($calls && in_array($action, ['kill', 'stop', 'segv', 'exit', 'fatal', 'memory'], true)) {
        $right = match ($action) {
            'kill', 'stop' => $status['termsig'] === 9,
            'segv' => $status['termsig'] === 11,
            'exit' => $status['exitcode'] === 7,
            'fatal', 'memory' => $status['exitcode'] === 255,
        };
        $wrong = $right ? [] : ['the caller ended with ' . json_encode([$status['termsig'], $status['exitcode']])];

        return $ends === [] ? $wrong : [...$wrong, 'the script was gone through by ' . json_encode($ends)];
    }
    $report = json_decode(substr(array_values(preg_grep('/^report /', $lines))[0] ?? 'report null', 7), true);
    if ($report === null || $status['exitcode'] !== 0) {
        return ['no report, or exit status ' . json_encode([$status['termsig'], $status['exitcode']])];
    }
    $wrong = $report['wrong'];
    if (count($ends) !== 1) {
        $wrong[] = 'the end of the script was reached by ' . json_encode($ends);
    }
    foreach ([...$report['became'], 'the call' => $report['threw'] ?? 'value'] as $key => $became) {
        if ($became !== 'value' && ! preg_match(FAILURES, $became)) {
            $wrong[] = "$key: $became";
        }
        if ($became !== 'value' && in_array($action, BESIDE, true) && ! ($mode === 'deadline' && in_array($key, ['task 3', 'task 6'], true))) {
            $wrong[] = "$key: $became, though nothing went wrong";
        }
    }
    if (array_diff($report['next'], ['values', 'value']) !== []) {
        $wrong[] = 'the next calls: ' . json_encode($report['next']);
    }
    if ($report['calls']['before'] !== $report['calls']['parent']) {
        $wrong[] = 'hooks: ' . json_encode($report['calls']);
    }
    if ($report['changed'] !== []) {
        $wrong[] = 'left behind: ' . json_encode($report['changed'], JSON_UNESCAPED_SLASHES);
    }

    return $wrong;
}

$library = $argv[1];
$words = array_slice($argv, 2);
$cells = [];
foreach (STEPS as $step) {
    foreach ([...ACTIONS, ...errors($step)] as $action) {
        // The hooks of `await` are those of a single task, in the other matrix.
        foreach ($action === 'await' ? [] : CONTROL_MODES as $mode) {
            if (array_diff($words, [$step, $action, $mode]) === []) {
                $cells[] = [$step, $action, $mode];
            }
        }
    }
}
printf("The matrix of task control: %d cells.\n", count($cells));
$folder = sys_get_temp_dir() . '/pokio-control-faults-' . getmypid();
mkdir($folder);
$command = [PHP_BINARY, '-n', '-d', "extension=$library", '-d', 'memory_limit=32M', '-d', 'pokio.runtime=fork', '-d', 'pokio.grace=0.2', '-d', 'display_errors=1'];
$passed = $failed = $met = 0;
$running = [];
while ($cells !== [] || $running !== []) {
    while ($cells !== [] && count($running) < AT_ONCE) {
        $what = array_shift($cells);
        $output = "$folder/" . implode('-', $what);
        $process = proc_open([...$command, __DIR__ . '/control-cell.php', ...$what], [['file', '/dev/null', 'r'], ['file', $output, 'w'], ['redirect', 1], ['pipe', 'w']], $pipes, null, ['CELL' => $output, 'RUST_BACKTRACE' => '0'] + getenv());
        stream_set_blocking($pipes[3], false);
        $running[] = [$what, $process, $pipes[3], '', null, microtime(true), $output];
    }
    usleep(2_000);
    foreach ($running as $n => [$what, $process, $channel, , , $began, $output]) {
        $running[$n][3] .= (string) stream_get_contents($channel);
        if (($running[$n][4]['running'] ?? true) === true) {
            $running[$n][4] = proc_get_status($process);
        }
        [, , , $said, $status] = $running[$n];
        $over = ! $status['running'] && feof($channel);
        $hangs = ! $over && microtime(true) - $began > HANGS;
        if (! $over && ! $hangs) {
            continue;
        }
        unset($running[$n]);
        if ($hangs) {
            foreach (glob('/proc/[0-9]*/environ') as $file) {
                if (str_contains((string) @file_get_contents($file), "CELL=$output\0")) {
                    exec('kill -9 ' . (int) basename(dirname($file)));
                }
            }
        }
        $wrong = $hangs ? ['hangs: ' . ($status['running'] ? 'the caller' : 'a task') . ' goes on'] : judge($what, $status, $said);
        $met += (int) (! str_contains($said, '"fired":false'));
        $wrong === [] ? $passed++ : $failed++;
        if ($wrong !== []) {
            echo 'FAIL ', implode(' ', $what), "\n     ", implode("\n     ", $wrong), "\n";
            echo implode('', array_map(fn (string $line) => "     | $line\n", array_slice(array_filter(explode("\n", (string) file_get_contents($output))), 0, 6)));
        }
        unlink($output);
    }
}
rmdir($folder);
// Not every call comes by every step.
printf("In %d cells the fault was met.\n", $met);
echo "$passed passed, $failed failed, 0 skipped\n";
exit($failed === 0 && $passed > 0 && $met > 0 ? 0 : 1);
