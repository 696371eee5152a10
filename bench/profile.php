<?php

/** Where the processors' time goes in round trips one after the other, as perf samples it. */
final class Profile
{
    private const ROUND_TRIPS = 5_000;

    /** Samples a second. */
    private const FREQUENCY = 5_000;

    /**
     * Parts by a function of the kernel in the call stack; the first that fits. Call
     * stacks that end outside of the kernel are the last part.
     */
    private const PARTS = [
        'caller' => [
            'fork' => ['/^(__do_sys_clone3?|kernel_clone|__x64_sys_clone3?)$/', '`fork()`: the kernel copies mappings and page tables'],
            'faults' => ['/^(asm_)?exc_page_fault$/', 'page faults: the first write to each page after a fork'],
            'calls' => ['/^(do_syscall_64|entry_SYSCALL_64\S*)$/', 'other system calls, waiting and waking'],
            'other' => ['/./', 'PHP, the extension and libraries, and interrupts'],
        ],
        'task' => [
            'begin' => ['/^(ret_from_fork\w*|schedule_tail)$/', 'the first steps of the process'],
            'end' => ['/^(do_exit|do_group_exit|mmput|exit_mmap)$/', 'the end of the process (newer kernels hide most of it from perf)'],
            'faults' => ['/^(asm_)?exc_page_fault$/', 'page faults: a copy of each page that it writes to'],
            'calls' => ['/^(do_syscall_64|entry_SYSCALL_64\S*)$/', 'other system calls'],
            'other' => ['/./', 'PHP, the extension and libraries, and interrupts'],
        ],
    ];

    public static function missing(string $arguments): ?string
    {
        exec('perf record -q -e cpu-clock -g -o /dev/null true 2>&1', $said, $status);

        return $status === 0 ? null : 'perf is missing or not allowed: install linux-perf, and start this as root';
    }

    public static function measure(string $arguments, string $folder): array
    {
        progress('profile');
        $data = "$folder/perf.data";
        $code = 'await(async(fn () => 1)); fwrite(STDERR, getmypid()); for ($i = 0; $i < ' . self::ROUND_TRIPS . '; $i++) { await(async(fn () => 1)); }';
        exec('perf record -q -e cpu-clock -g -F ' . self::FREQUENCY . ' -o ' . escapeshellarg($data) . ' ' . escapeshellarg(PHP_BINARY) . " $arguments -r " . escapeshellarg($code) . ' 2>&1', $said, $status);
        $status === 0 || throw new RuntimeException("perf failed:\n" . implode("\n", $said));
        preg_match('/\d+/', implode(' ', $said), $caller);
        $script = popen('perf script -i ' . escapeshellarg($data) . ' -F pid,ip,sym 2>/dev/null', 'r');
        $counts = $stack = [];
        $process = null;
        while (($line = fgets($script)) !== false || $stack !== []) {
            if (is_string($line) && preg_match('/^\s*(-?\d+)\s*$/', $line, $match)) {
                $process = $match[1] === $caller[0] ? 'caller' : 'task';
            } elseif (is_string($line) && preg_match('/^\s+[0-9a-f]+ (\S+)/', $line, $match)) {
                $stack[] = $match[1];
            } elseif ($stack !== []) {
                $part = self::part($process, $stack);
                $counts[$process][$part] = ($counts[$process][$part] ?? 0) + 1;
                $stack = [];
            }
        }
        pclose($script);
        unlink($data);
        isset($counts['caller'], $counts['task']) || throw new RuntimeException('perf gave no samples of the caller, or none of its tasks');
        progress('profile: done', true);
        $parts = [];
        foreach (self::PARTS as $process => $names) {
            foreach (array_keys($names) as $part) {
                $parts[] = ['process' => $process, 'part' => $part, 'µs' => round(($counts[$process][$part] ?? 0) * 1e6 / self::FREQUENCY / self::ROUND_TRIPS, 1)];
            }
        }

        return ['machine' => machine(), 'round_trips' => self::ROUND_TRIPS, 'parts' => $parts];
    }

    public static function table(array $result): string
    {
        $all = array_sum(array_column($result['parts'], 'µs'));
        $rows = array_map(fn (array $part) => [
            "the $part[process]", self::PARTS[$part['process']][$part['part']][1], Tables::number($part['µs'], 0), Tables::number(100 * $part['µs'] / $all, 0) . ' %',
        ], $result['parts']);

        return sprintf("PHP %s, %s, a small program, %s round trips one after the other.\n\n", $result['machine']['php'], $result['machine']['kernel'], number_format($result['round_trips']))
            . Tables::table(['process', 'what', "processors' time, µs per round trip", 'share'], $rows);
    }

    /** @param list<string> $stack functions, the innermost first */
    private static function part(string $process, array $stack): string
    {
        foreach (self::PARTS[$process] as $part => [$pattern]) {
            if (preg_grep($pattern, $stack) !== []) {
                return $part;
            }
        }
    }
}
