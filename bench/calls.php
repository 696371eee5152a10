<?php

/** The system calls of one warm round trip, as strace sees them, each with what it is for. */
final class Calls
{
    private const ROUND_TRIPS = 21;

    /** What a call is for. One that has no reason yet shows in the table. */
    private const REASONS = [
        'caller' => [
            'getpid' => "the process's number, asked once after a fork of the program's own",
            'eventfd2' => 'the notifier that a task wakes when its result is there; made each time, so that a program that awaits nothing keeps no descriptor of pokio',
            'memfd_create' => 'the file for results that are too long for a slot',
            'fcntl' => 'seals that file against being made shorter: reading it can then not end in SIGBUS; locks it, which tells a task without a number for its parent that this lives; and keeps a descriptor free for the next',
            'pidfd_open' => 'a descriptor of the task, to learn of its death',
            'rt_sigprocmask' => 'signals are held back from before the fork until the task has its own masks, and while the wait is entered, so that none is lost; and put back',
            'rt_sigaction' => 'how the program deals with SIGCHLD: whether the kernel keeps the ends of tasks to be collected',
            'clone' => '`fork()`: the task',
            'clone3' => '`fork()`: the task',
            'fork' => 'the task',
            'close' => 'the descriptors of a task whose result is there; when nothing is left to wait for, the notifier and the file',
            'ppoll' => 'sleeps until a task wakes the notifier, a task dies, or a signal comes',
            'poll' => 'sleeps until a task wakes the notifier, or dies',
            'read' => 'resets the notifier',
            'waitid' => 'collects tasks that have ended',
            'wait4' => 'collects tasks that have ended',
            'kill' => 'whether a process is still there',
            'futex' => 'wakes the thread that collects ended tasks',
            'mmap' => 'memory for the result',
            'munmap' => 'gives it back',
            'write' => 'tells the thread that collects ended tasks that there is one',
        ],
        "caller's second thread" => [
            'waitid' => 'collects the ended task, off the path of the caller',
            'wait4' => 'collects the ended task, off the path of the caller',
            'ppoll' => 'sleeps until a task has ended',
            'poll' => 'sleeps until a task has ended',
            'close' => 'the descriptor of the task that has ended',
            'futex' => 'sleeps until there is something to collect',
            'read' => 'takes the word that there is something to collect',
        ],
        'task' => [
            'get_robust_list' => 'has the kernel wake the thread that collects this process, when it ends',
            'set_robust_list' => "the C library's, in every forked process",
            'prctl' => 'the kernel ends the task when its parent dies',
            'madvise' => 'gives the copy of the heap back, before a big result is published',
            'getppid' => 'whether the parent had died before that was said',
            'getpid' => "the process's number, asked once",
            'mprotect' => "makes the other slots read-only: a task that writes wildly ends, and spoils no other task's result",
            'rt_sigprocmask' => 'lets signals in again',
            'write' => 'wakes the notifier: the result is there',
            'exit_group' => '`_exit`: no destructor and no module of the caller runs',
        ],
    ];

    public static function missing(string $arguments): ?string
    {
        exec('strace -V 2>&1', $said, $status);

        return $status === 0 ? null : 'strace is missing: install it';
    }

    public static function measure(string $arguments, string $folder): array
    {
        // A name in a system call marks where a round trip begins and ends.
        $code = 'await(async(fn () => 1)); usleep(20000); for ($i = 0; $i < ' . self::ROUND_TRIPS . '; $i++) {
            file_exists("/pokio-begin"); await(async(fn () => 1)); file_exists("/pokio-end"); usleep(20000); }';
        $file = "$folder/strace";
        exec('strace -f -qq -T -o ' . escapeshellarg($file) . ' ' . escapeshellarg(PHP_BINARY) . " -n $arguments -r " . escapeshellarg($code) . ' 2>&1', $said, $status);
        $status === 0 || throw new RuntimeException("strace failed:\n" . implode("\n", $said));
        $rounds = self::read($file);
        unlink($file);
        count($rounds) === self::ROUND_TRIPS || throw new RuntimeException('strace saw ' . count($rounds) . ' round trips instead of ' . self::ROUND_TRIPS);
        $calls = [];
        foreach (array_keys(array_merge(...$rounds)) as $key) {
            $of = fn (string $field) => Samples::quantile(array_map(fn (array $round) => $round[$key][$field] ?? 0, $rounds), 0.5);
            [$process, $call] = explode(':', $key);
            // What happens in fewer than half of the round trips is no part of one.
            if ($of('times') > 0) {
                $calls[] = compact('process', 'call') + ['times' => (int) $of('times'), 'µs' => round($of('seconds') * 1e6)];
                isset(self::REASONS[$process][$call]) || fwrite(STDERR, "bench: bench/calls.php does not say what $call in the $process is for\n");
            }
        }
        $order = array_keys(self::REASONS);
        usort($calls, fn (array $a, array $b) => array_search($a['process'], $order, true) <=> array_search($b['process'], $order, true));

        return ['machine' => machine(), 'calls' => $calls];
    }

    public static function table(array $result): string
    {
        $rows = array_map(fn (array $call) => [
            "the $call[process]", "`$call[call]`", (string) $call['times'], (string) $call['µs'],
            self::REASONS[$call['process']][$call['call']] ?? '(no reason is written down)',
        ], $result['calls']);
        $sum = fn (string $process) => array_sum(array_column(array_filter($result['calls'], fn (array $call) => $call['process'] === $process), 'times'));

        return sprintf(
            "PHP %s, %s. System calls of one round trip: %d of the caller%s, %d of the task.\n\n",
            $result['machine']['php'], $result['machine']['kernel'], $sum('caller'),
            $sum("caller's second thread") ? ', ' . $sum("caller's second thread") . ' of its second thread' : '', $sum('task'),
        ) . Tables::table(['process', 'call', 'times', 'µs under strace, with waiting', 'what for'], $rows);
    }

    /** @return list<array<string, array{times: int, seconds: float}>> for each round trip its calls by "process:call" */
    private static function read(string $file): array
    {
        $rounds = $threads = $started = [];
        $caller = null;
        $inside = false;
        foreach (file($file, FILE_IGNORE_NEW_LINES) as $line) {
            if (! preg_match('/^(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*?)(?:<([\d.]+)>)?$/', $line, $part)) {
                continue;
            }
            [, $process, $resumed, $call, $rest] = $part;
            $caller ??= $process;
            if ($call !== '' && str_starts_with($rest, '"/pokio-') || str_contains($rest, '"/pokio-')) {
                $inside = str_contains($rest, '"/pokio-begin');
                $inside && $rounds[] = [];
                continue;
            }
            $name = $call !== '' ? $call : $resumed;
            // CLONE_THREAD tells threads from processes; the number is what the call gives.
            if (preg_match('/^clone/', $name) && preg_match('/= (\d+) *$/', $rest, $match) && str_contains(($started[$process] ?? '') . $rest, 'CLONE_THREAD')) {
                $threads[$match[1]] = true;
            }
            $started[$process] = $call !== '' ? $rest : '';
            if ($rounds === [] || $process === $caller && ! $inside && $call !== '') {
                continue;
            }
            $who = match (true) { $process === $caller => 'caller', isset($threads[$process]) => "caller's second thread", default => 'task' };
            $entry = &$rounds[count($rounds) - 1]["$who:$name"];
            $entry ??= ['times' => 0, 'seconds' => 0.0];
            $entry['times'] += (int) ($call !== '');
            $entry['seconds'] += (float) ($part[5] ?? 0);
            unset($entry);
        }

        return $rounds;
    }
}
