<?php

/**
 * What is to be measured: the processes, and the orders that each round gives them.
 * The short form has the same rows with smaller numbers.
 */
final class Plan
{
    /** @var array<string, int> MB of arrays that the caller holds */
    public readonly array $heaps;

    /** @var array<string, list<int>> how many objects of a kind the caller holds */
    public readonly array $objects;

    /** @var list<int> how many tasks are awaited together at the small heap, in rising order */
    public readonly array $together;

    /** MB of the big string. */
    public readonly int $string;

    /** How many rounds there are: each measures everything. */
    public readonly int $rounds;

    /** Windows of the long sequence, and tasks in each. */
    public readonly int $windows;
    public readonly int $window;

    /** @var list<int> values of pokio.tasks_per_process */
    public readonly array $reuse;

    /** @var array<string, array{arguments: string, setup: array<string, mixed>}> */
    private array $processes = [];

    /** @var list<array{process: string, name: string, shape: string, with: array<string, mixed>, every: int}> */
    private array $orders = [];

    /** @param list<string> $values names for value() */
    public function __construct(public readonly bool $short, ?int $rounds, public readonly array $values = ['ints', 'floats', 'strings', 'rows', 'table', 'string'])
    {
        $this->heaps = $short ? ['small' => 0, 'middle' => 10, 'large' => 50] : ['small' => 0, 'middle' => 100, 'large' => 500];
        $counts = $short ? [1_000] : [10_000, 100_000, 400_000];
        $this->objects = array_fill_keys(['plain', 'native', 'destructor', 'tree'], $counts);
        $this->together = $short ? [10, 100, 200] : [10, 100, 1_000, 10_000];
        $this->string = $short ? 4 : 64;
        $this->rounds = $rounds ?? ($short ? 1 : 25);
        $this->windows = $short ? 4 : 100;
        $this->window = $short ? 100 : 1_000;
        $this->reuse = [0, 100];
    }

    /**
     * Plans the extension's own measurements.
     *
     * @param string $arguments PHP's, with which the extension is loaded
     */
    public function extension(string $arguments): void
    {
        foreach ($this->heaps as $heap => $megabytes) {
            $this->process($heap, $arguments, $megabytes, ['pokio', 'hand']);
        }
        foreach ($this->objects as $kind => $counts) {
            foreach ($counts as $count) {
                $this->process("objects.$kind.$count", $arguments, 0, ['pokio'], ['objects' => [$kind, $count]]);
                $this->order("objects.$kind.$count", 'round_trip', 'round_trip', ['times' => $this->times(20)]);
            }
        }
        $this->process('values', $arguments, 0, ['pokio', 'hand']);
        $this->process('sequence', $arguments, 0, ['pokio']);

        $this->roundTrips('small', 'middle', 'large');
        foreach (['small' => 20, 'middle' => 6, 'large' => 3] as $heap => $times) {
            $this->order($heap, 'parts', 'parts', ['times' => $this->times($times)]);
        }
        $this->order('small', 'printing', 'printing', ['times' => $this->times(15)]);
        $this->order('small', 'throwing', 'throwing', ['times' => $this->times(25)]);
        $this->togetherOf('small', 'hand');
        $this->order('middle', 'together.100', 'together', ['tasks' => 100, 'times' => 1]);
        $this->order('large', 'together.100', 'together', ['tasks' => 100, 'times' => 1, 'only' => ['pokio']], 3);
        $this->valuesOf('values');
        $each = intdiv($this->windows, $this->rounds) + (int) ($this->windows % $this->rounds > 0);
        $this->order('sequence', 'sequence', 'sequence', ['windows' => $each, 'tasks' => $this->window]);

        // Settings that this build may not have.
        if (ini_get('pokio.huge_pages') !== false) {
            $this->process('huge', "$arguments -d pokio.huge_pages=on", $this->heaps['large'], ['pokio']);
            $this->order('huge', 'round_trip', 'round_trip', ['times' => $this->times(6)]);
        }
        if (ini_get('pokio.tasks_per_process') !== false) {
            foreach ($this->reuse as $tasks) {
                foreach (['small', 'middle'] as $heap) {
                    $this->process("reuse.$tasks.$heap", "$arguments -d pokio.tasks_per_process=$tasks", $this->heaps[$heap], ['pokio']);
                    $many = $heap === 'small' ? $this->many() : 100;
                    $this->order("reuse.$tasks.$heap", "together.$many", 'together', ['tasks' => $many, 'times' => 1]);
                }
            }
        }
    }

    /** Plans the measurements of Composer packages in a vendor folder, in a PHP without the extension. */
    public function packages(string $vendor): void
    {
        foreach ($this->heaps as $heap => $megabytes) {
            $this->process("packages.$heap", '', $megabytes, ['package', 'spatie'], ['vendor' => $vendor]);
        }
        $this->process('packages.values', '', 0, ['package', 'spatie'], ['vendor' => $vendor]);
        $this->roundTrips('packages.small', 'packages.middle', 'packages.large');
        $this->order('packages.small', 'together.100', 'together', ['tasks' => 100, 'times' => 1]);
        $this->order('packages.middle', 'together.100', 'together', ['tasks' => 100, 'times' => 1], 2);
        $this->valuesOf('packages.values');
    }

    /** As many tasks together as the table of settings and of shapes shows: 1,000, or the most of the short form. */
    public function many(): int
    {
        return $this->short ? max($this->together) : 1_000;
    }

    /** @return array<string, array{arguments: string, setup: array<string, mixed>}> */
    public function processes(): array
    {
        return $this->processes;
    }

    /** @return list<array{process: string, name: string, shape: string, with: array<string, mixed>}> the orders of one round */
    public function orders(int $round): array
    {
        return array_values(array_filter($this->orders, fn (array $order) => $round % $order['every'] === 0));
    }

    private function roundTrips(string $small, string $middle, string $large): void
    {
        foreach ([$small => 20, $middle => 8, $large => 5] as $process => $times) {
            $this->order($process, 'round_trip', 'round_trip', ['times' => $this->times($times)]);
        }
    }

    private function togetherOf(string $process, string $slow): void
    {
        foreach ($this->together as $tasks) {
            // The most tasks and the slowest way take seconds: a few rounds are enough.
            $this->order($process, "together.$tasks", 'together', ['tasks' => $tasks, 'times' => 1, 'only' => ['pokio']], $tasks > 1_000 ? 8 : 1);
            if ($tasks <= ($this->short ? 100 : 1_000)) {
                $this->order($process, "by_hand.$tasks", 'together', ['tasks' => $tasks, 'times' => 1, 'only' => [$slow]], $tasks > 100 ? 12 : 1);
            }
        }
    }

    private function valuesOf(string $process): void
    {
        foreach ($this->values as $value) {
            $times = $this->times(['ints' => 4, 'floats' => 2, 'strings' => 12, 'rows' => 10, 'table' => 4, 'string' => 2][$value]);
            $this->order($process, "value.$value", 'value', ['value' => $value, 'megabytes' => $this->string, 'times' => $times]);
        }
    }

    private function times(int $times): int
    {
        return $this->short ? min($times, 5) : $times;
    }

    private function process(string $name, string $arguments, int $heap, array $subjects, array $more = []): void
    {
        $this->processes[$name] = ['arguments' => $arguments, 'setup' => ['heap' => $heap, 'subjects' => $subjects] + $more];
    }

    private function order(string $process, string $name, string $shape, array $with, int $every = 1): void
    {
        $this->orders[] = compact('process', 'name', 'shape', 'with', 'every');
    }
}
