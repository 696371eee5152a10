<?php

/**
 * Instructions that encoding and decoding a value take, counted by callgrind. Unlike
 * time they are the same in every run.
 *
 * A task's process begins with the count of its caller. So, over round trips of one
 * value, the counts at the ends of the tasks rise by the caller's work for one round
 * trip, and the caller's last count less the last task's is the caller's work less
 * the task's, and the program's end. A run that does everything but send the value
 * is taken off both.
 */
final class Instructions
{
    private const ROUND_TRIPS = 4;

    /** A long string is left out: copying it is few instructions, and much work for the memory. */
    private const PER = ['ints' => 'integer', 'floats' => 'float', 'strings' => 'string', 'rows' => 'cell'];

    public static function missing(string $arguments): ?string
    {
        exec('valgrind --version 2>&1', $said, $status);
        if ($status !== 0) {
            return 'valgrind is missing: install it (Debian 13 and later: apt-get install valgrind)';
        }
        $code = 'exit(await(async(fn () => getmypid())) === getmypid() ? 3 : 0);';
        exec('valgrind -q ' . self::php($arguments) . ' -r ' . escapeshellarg($code) . ' 2>&1', $output, $status);

        return $status === 0 ? null : "$said[0] does not know pidfd_open, so no task gets a process of its own under it: put valgrind 3.24 or later first in PATH (Debian 13 has it)";
    }

    public static function measure(string $arguments, string $folder): array
    {
        $values = [];
        foreach (self::PER as $value => $per) {
            progress("instructions: $value");
            [$caller, $last] = self::roundTrips($arguments, $folder, $value, true);
            [$plainCaller, $plainLast] = self::roundTrips($arguments, $folder, $value, false);
            $once = self::callgrind($arguments, $folder, $value, 'serialize', 1);
            $thrice = self::callgrind($arguments, $folder, $value, 'serialize', 3);
            $elements = elements($value);
            $values[$value] = [
                'per' => $per,
                'decode' => round(($caller - $plainCaller) / $elements, 2),
                'encode' => round((($caller - $last) - ($plainCaller - $plainLast)) / $elements, 2),
                'serialize' => round(($thrice[0] - $once[0]) / 2 / $elements, 2),
            ];
        }
        progress('instructions: counted', true);

        return ['machine' => machine(), 'values' => $values];
    }

    public static function table(array $result): string
    {
        $rows = [];
        foreach ($result['values'] as $value => ['per' => $per, 'encode' => $encode, 'decode' => $decode, 'serialize' => $serialize]) {
            $number = fn (float $count) => Tables::number($count, $count < 100 ? 1 : 0);
            $what = ['ints' => '100,000 integers', 'floats' => '100,000 floats', 'strings' => '10,000 short strings', 'rows' => '1,000 rows of 8 columns'][$value];
            $rows[] = [$what, $per, $number($encode), $number($decode), $number($serialize), sprintf('%.2f', ($encode + $decode) / $serialize)];
        }

        return sprintf("PHP %s, pokio %s, %s.\n\n", $result['machine']['php'], $result['machine']['pokio'], $result['machine']['processor'])
            . Tables::table(['value', 'instructions per', 'encode, in the task', 'decode, in the caller', '`serialize` + `unserialize`', 'encode + decode / `serialize` + `unserialize`'], $rows);
    }

    /** @return array{int, int} the caller's work for one round trip; the caller's last count less the last task's */
    private static function roundTrips(string $arguments, string $folder, string $value, bool $send): array
    {
        $counts = self::callgrind($arguments, $folder, $value, $send ? 'send' : 'plain', self::ROUND_TRIPS);
        count($counts) === self::ROUND_TRIPS + 2 || throw new RuntimeException('there was not one process for each task: ' . count($counts) . ' counts');
        $caller = array_shift($counts);
        $tasks = array_slice($counts, 1);

        return [intdiv(end($tasks) - $tasks[0], count($tasks) - 1), $caller - end($tasks)];
    }

    /** @return non-empty-list<int> counts of the processes: the caller's, then those of its tasks in their order */
    private static function callgrind(string $arguments, string $folder, string $value, string $what, int $times): array
    {
        $out = "$folder/callgrind";
        is_dir($out) || mkdir($out);
        array_map(unlink(...), glob("$out/*"));
        $code = 'require ' . var_export(__DIR__ . '/values.php', true) . ";\n"
            . "\$value = value('$value', 0);\nawait(async(fn () => 1));\nfor (\$i = 0; \$i < $times; \$i++) {\n"
            . match ($what) {
                'send' => '$got = await(async(fn () => $value));',
                'plain' => '$got = await(async(fn () => $value ? 1 : 1));',
                'serialize' => '$got = unserialize(serialize($value));',
            } . "\nunset(\$got);\n}\n";
        exec('valgrind -q --tool=callgrind --callgrind-out-file=' . escapeshellarg("$out/%p") . ' ' . self::php($arguments)
            . ' -d memory_limit=-1 -r ' . escapeshellarg($code) . ' 2>&1', $said, $status);
        $status === 0 || throw new RuntimeException("callgrind failed:\n" . implode("\n", $said));
        $counts = [];
        foreach (glob("$out/*") as $file) {
            // Tasks begin with the caller's count and follow each other.
            $counts[(int) basename($file)] = (int) (preg_match('/^totals: (\d+)/m', file_get_contents($file), $match) ? $match[1] : 0);
            unlink($file);
        }
        rmdir($out);
        ksort($counts);

        return array_values($counts);
    }

    private static function php(string $arguments): string
    {
        return escapeshellarg(PHP_BINARY) . " -n $arguments";
    }
}
