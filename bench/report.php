<?php

/** The rows of a run: figures with their spread, and the targets. */
final class Report
{
    /** What is wanted, and of which row: at most so much. */
    private const TARGETS = [
        ['One round trip / floor, small heap', 'round_trip.small.pokio_to_floor', 0.7],
        ['One round trip / floor, %middle%', 'round_trip.middle.pokio_to_floor', 0.45],
        ['One round trip / floor, the caller holds %objects% objects', 'objects.plain.%count%.pokio_to_floor', 0.45],
        ['One round trip / floor, the caller holds syntax trees of %objects% nodes', 'objects.tree.%count%.pokio_to_floor', 0.45],
        ['100 tasks together, per task / floor, small heap', 'together.small.100.pokio_to_floor', 0.6],
        ['100 tasks together, per task / one fork() call, %middle%', 'together.middle.100.pokio_to_fork', 0.75],
        ['100,000 integers, (await − floor) / (serialize + unserialize)', 'value.ints.to_serialize', 0.25],
        ['100,000 floats, the same', 'value.floats.to_serialize', 0.05],
        ['10,000 short strings, the same', 'value.strings.to_serialize', 0.6],
        ['1,000 rows of 8 columns, the same', 'value.rows.to_serialize', 0.4],
        ['10,000 rows of 8 columns, the same', 'value.table.to_serialize', 0.2],
        ['One string of %string% MB, the same', 'value.string.to_serialize', 0.5],
        ['One round trip with huge pages / floor without, %large%', 'huge_pages.large.pokio_to_floor', 0.15],
        ['An exception, µs over one that the task catches itself', 'throwing.way', 30.0],
    ];

    /** The kinds of objects that the caller holds. */
    public const OBJECTS = [
        'plain' => 'plain objects',
        'native' => 'ArrayObjects',
        'destructor' => 'objects with a destructor',
        'tree' => 'nodes of syntax trees',
    ];

    /** @var array<string, array{what: string, unit: string, median: float, low: float, high: float, rounds: int}> */
    private array $rows = [];

    public function __construct(private Plan $plan, private Samples $samples)
    {
        $this->roundTrips('', 'small', 'middle', 'large');
        $this->objects();
        $this->togetherOf();
        $this->valuesOf('', 'values');
        $this->overPlain();
        $this->parts();
        $this->settings();
        $this->packages();
    }

    /** @return array<string, array{what: string, unit: string, median: float, low: float, high: float, rounds: int}> */
    public function rows(): array
    {
        return $this->rows;
    }

    /** @return list<array{what: string, row: string, wanted: float, measured: ?float, low: ?float, high: ?float, met: ?bool}> */
    public function targets(): array
    {
        return array_map(function (array $target) {
            [$what, $id, $wanted] = $target;
            $count = max($this->plan->objects['plain']);
            $row = $this->rows[strtr($id, ['%count%' => $count])] ?? null;

            return [
                'what' => strtr($what, ['%middle%' => $this->heap('middle'), '%large%' => $this->heap('large'), '%string%' => $this->plan->string, '%objects%' => number_format($count)]),
                'row' => strtr($id, ['%count%' => $count]),
                'wanted' => $wanted,
                'measured' => $row['median'] ?? null,
                'low' => $row['low'] ?? null,
                'high' => $row['high'] ?? null,
                'met' => $row === null ? null : $row['median'] <= $wanted,
            ];
        }, self::TARGETS);
    }

    /** @return list<array{tasks: int, pokio: float, floor: float}> the sequence of tasks in one process: microseconds per task of each window, and the floor beside it */
    public function sequence(): array
    {
        $floors = $this->samples->windows('sequence', 'floor');
        $windows = [];
        foreach ($this->samples->windows('sequence', 'pokio') as $i => $time) {
            if ($i < $this->plan->windows) {
                $windows[] = ['tasks' => ($i + 1) * $this->plan->window, 'pokio' => round($time, 2), 'floor' => round($floors[$i], 2)];
            }
        }

        return $windows;
    }

    private function roundTrips(string $prefix, string ...$heaps): void
    {
        foreach ($heaps as $heap) {
            $of = fn (string $subject) => $this->samples->of("$prefix$heap", 'round_trip', $subject);
            $where = $this->heap($heap);
            $id = "{$prefix}round_trip.$heap";
            foreach (['fork' => 'the call of fork() alone', 'floor' => 'the floor', 'pokio' => 'pokio', 'hand' => 'by hand', 'package' => 'nunomaduro/pokio', 'spatie' => 'spatie/fork'] as $subject => $name) {
                $this->row("$id.$subject", "One round trip, $where: $name", 'µs', $of($subject));
                if (! in_array($subject, ['fork', 'floor'], true)) {
                    $this->row("$id.{$subject}_to_floor", "One round trip / floor, $where: $name", 'ratio', Samples::combine(fn ($a, $b) => $a / $b, $of($subject), $of('floor')));
                }
            }
        }
    }

    private function objects(): void
    {
        foreach ($this->plan->objects as $kind => $counts) {
            foreach ($counts as $count) {
                $of = fn (string $subject) => $this->samples->of("objects.$kind.$count", 'round_trip', $subject);
                $what = 'One round trip, the caller holds ' . number_format($count) . ' ' . self::OBJECTS[$kind];
                $this->row("objects.$kind.$count.pokio", "$what: pokio", 'µs', $of('pokio'));
                $this->row("objects.$kind.$count.pokio_to_floor", "$what: pokio / floor", 'ratio', Samples::combine(fn ($a, $b) => $a / $b, $of('pokio'), $of('floor')));
            }
        }
    }

    private function togetherOf(): void
    {
        $counts = [...array_map(fn (int $tasks) => ['small', $tasks], $this->plan->together), ['middle', 100], ['large', 100]];
        foreach ($counts as [$heap, $tasks]) {
            $where = $this->heap($heap);
            $name = "together.$tasks";
            $of = fn (string $subject) => $this->samples->of($heap, $name, $subject);
            $hand = $heap === 'small' ? $this->samples->of($heap, "by_hand.$tasks", 'hand') : $of('hand');
            $what = number_format($tasks) . " tasks together, $where";
            $id = "together.$heap.$tasks";
            $this->row("$id.pokio", "$what: pokio, per task", 'µs', $of('pokio'));
            $this->row("$id.hand", "$what: by hand, per task", 'µs', $hand);
            $this->row("$id.pokio_to_floor", "$what: pokio, per task / floor", 'ratio', Samples::combine(fn ($a, $b) => $a / $b, $of('pokio'), $of('floor')));
            $this->row("$id.pokio_to_fork", "$what: pokio, per task / one fork() call", 'ratio', Samples::combine(fn ($a, $b) => $a / $b, $of('pokio'), $of('fork')));
        }
    }

    private function valuesOf(string $prefix, string $process): void
    {
        foreach ($this->plan->values as $value) {
            $of = fn (string $subject) => $this->samples->of($process, "value.$value", $subject);
            $what = $this->value($value);
            $id = "{$prefix}value.$value";
            foreach (['floor' => 'the floor', 'pokio' => 'pokio', 'hand' => 'by hand', 'package' => 'nunomaduro/pokio', 'spatie' => 'spatie/fork', 'serialize' => 'serialize + unserialize'] as $subject => $name) {
                $this->row("$id.$subject", "$what: $name", 'µs', $of($subject));
            }
            foreach (['pokio' => 'to_serialize', 'hand' => 'hand_to_serialize', 'package' => 'package_to_serialize', 'spatie' => 'spatie_to_serialize'] as $subject => $name) {
                $this->row("$id.$name", "$what: (await − floor) / (serialize + unserialize), $subject", 'ratio', Samples::combine(
                    fn ($await, $floor, $serialize) => ($await - $floor) / $serialize,
                    $of($subject), $of('floor'), $of('serialize'),
                ));
            }
        }
    }

    private function overPlain(): void
    {
        $over = fn (string $name, string $subject) => $this->samples->of('small', $name, "{$subject}_over");
        $this->row('throwing.over', 'An exception thrown and caught, over a plain round trip', 'µs', $over('throwing', 'throw'));
        $this->row('throwing.inside', 'An exception that the task throws and catches itself, over a plain round trip', 'µs', $over('throwing', 'inside'));
        $this->row('throwing.way', 'An exception thrown and caught, over one that the task catches itself', 'µs', Samples::combine(fn ($over, $inside) => $over - $inside, $over('throwing', 'throw'), $over('throwing', 'inside')));
        $this->row('printing.line', 'A line of 80 bytes printed, over a plain round trip', 'µs', $over('printing', 'line'));
        $this->row('printing.text', '64 KB printed, over a plain round trip', 'µs', $over('printing', 'text'));
    }

    private function parts(): void
    {
        foreach (array_keys($this->plan->heaps) as $heap) {
            $of = fn (string $part) => $this->samples->of($heap, 'parts', $part);
            $where = $this->heap($heap);
            $minus = fn (string $a, string $b) => Samples::combine(fn ($x, $y) => $x - $y, $of($a), $of($b));
            $this->row("parts.$heap.start", "$where: from await() until the closure runs in the task", 'µs', $of('start'));
            $this->row("parts.$heap.back", "$where: from there until await() has returned", 'µs', $of('back'));
            $this->row("parts.$heap.fork", "$where: floor, the call of fork() in the caller", 'µs', $of('inside_fork'));
            $this->row("parts.$heap.began", "$where: floor, from fork() until the child's first instruction", 'µs', $of('inside_began'));
            $this->row("parts.$heap.end", "$where: floor, from the child's _exit until waitpid() has returned", 'µs', $minus('inside_floor', 'inside_began'));
        }
    }

    private function settings(): void
    {
        $large = $this->heap('large');
        $huge = $this->samples->of('huge', 'round_trip', 'pokio');
        $this->row('huge_pages.large.pokio', "One round trip with pokio.huge_pages=on, $large", 'µs', $huge);
        $this->row('huge_pages.large.pokio_to_floor', "One round trip with pokio.huge_pages=on / floor without, $large", 'ratio', Samples::combine(
            fn ($a, $b) => $a / $b, $huge, $this->samples->of('large', 'round_trip', 'floor'),
        ));
        foreach ($this->plan->reuse as $tasks) {
            foreach (['small' => $this->plan->many(), 'middle' => 100] as $heap => $many) {
                $of = fn (string $process) => $this->samples->of($process, "together.$many", 'pokio');
                $what = number_format($many) . " tasks together with pokio.tasks_per_process=$tasks, " . $this->heap($heap);
                $this->row("reuse.$tasks.$heap.pokio", "$what: per task", 'µs', $of("reuse.$tasks.$heap"));
                $this->row("reuse.$tasks.$heap.rate", "$what: tasks per second, against the default", 'times', Samples::combine(
                    fn ($default, $reused) => $default / $reused, $of($heap), $of("reuse.$tasks.$heap"),
                ));
            }
        }
    }

    private function packages(): void
    {
        $this->roundTrips('packages.', 'small', 'middle', 'large');
        foreach (['small', 'middle'] as $heap) {
            foreach (['package' => 'nunomaduro/pokio', 'spatie' => 'spatie/fork'] as $subject => $name) {
                $of = fn (string $subject) => $this->samples->of("packages.$heap", 'together.100', $subject);
                $what = "100 tasks together, {$this->heap($heap)}: $name, per task";
                $this->row("packages.together.$heap.100.$subject", $what, 'µs', $of($subject));
                $this->row("packages.together.$heap.100.{$subject}_to_floor", "$what / floor", 'ratio', Samples::combine(fn ($a, $b) => $a / $b, $of($subject), $of('floor')));
            }
        }
        $this->valuesOf('packages.', 'packages.values');
    }

    private function heap(string $heap): string
    {
        return $this->plan->heaps[$heap] === 0 ? 'small heap' : "heap of {$this->plan->heaps[$heap]} MB";
    }

    private function value(string $value): string
    {
        return match ($value) {
            'ints' => '100,000 integers',
            'floats' => '100,000 floats',
            'strings' => '10,000 short strings',
            'rows' => '1,000 rows of 8 columns',
            'table' => '10,000 rows of 8 columns',
            'string' => "one string of {$this->plan->string} MB",
        };
    }

    /** @param array<int, float> $rounds a figure for each round; nothing was measured where there is none */
    private function row(string $id, string $what, string $unit, array $rounds): void
    {
        if ($rounds === []) {
            return;
        }
        $quantile = fn (float $share) => round(Samples::quantile($rounds, $share), $unit === 'µs' ? 2 : 4);
        $this->rows[$id] = ['what' => ucfirst($what), 'unit' => $unit, 'median' => $quantile(0.5), 'low' => $quantile(0.25), 'high' => $quantile(0.75), 'rounds' => count($rounds)];
    }
}
