<?php

/** What was measured: for each process, measurement and subject a median per round, in microseconds. */
final class Samples
{
    /** @var array<string, array<string, array<string, array<int, float>>>> */
    private array $medians = [];

    /** @var array<string, array<string, list<float>>> */
    private array $all = [];

    /** @param array<string, list<int|float>> $samples nanoseconds */
    public function add(int $round, string $process, string $name, array $samples): void
    {
        foreach ($samples as $subject => $times) {
            $times = array_map(fn (int|float $time) => $time / 1_000, $times);
            $this->medians[$process][$name][$subject][$round] = self::quantile($times, 0.5);
            if ($name === 'sequence') {
                $this->all[$process][$subject] = [...$this->all[$process][$subject] ?? [], ...$times];
            }
        }
    }

    /** @return array<int, float> by round; empty where it was not measured */
    public function of(string $process, string $name, string $subject): array
    {
        return $this->medians[$process][$name][$subject] ?? [];
    }

    /** @return list<float> every window of the sequence of tasks, in order */
    public function windows(string $process, string $subject): array
    {
        return $this->all[$process][$subject] ?? [];
    }

    /**
     * Round by round, so that what loads the machine in one round meets both sides.
     *
     * @param array<int, float> ...$series
     *
     * @return array<int, float> of the rounds that all of them have
     */
    public static function combine(Closure $formula, array ...$series): array
    {
        $combined = [];
        foreach (array_keys(array_intersect_key(...$series)) as $round) {
            $combined[$round] = $formula(...array_map(fn (array $one) => $one[$round], $series));
        }

        return $combined;
    }

    /** @param non-empty-array<float> $numbers */
    public static function quantile(array $numbers, float $share): float
    {
        sort($numbers);
        $place = $share * (count($numbers) - 1);
        $below = (int) $place;
        $next = $numbers[min($below + 1, count($numbers) - 1)];

        return $numbers[$below] + ($next - $numbers[$below]) * ($place - $below);
    }
}
