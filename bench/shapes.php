<?php

/**
 * What is measured. A method is a shape: it runs what it compares in turns, so
 * that a change of the machine's load meets all of it alike, and gives a list of
 * nanoseconds for each.
 */
final class Shapes
{
    /** Nanoseconds of the last floor: how long the end of a process of this size can take. */
    private int $floorTime = 0;

    /** @var array<string, mixed> */
    private array $values = [];

    /** @param array<string, Subject> $subjects */
    public function __construct(private Floor $floor, private array $subjects) {}

    /** One trivial task, alone. */
    public function round_trip(int $times): array
    {
        $samples = [];
        for ($i = 0; $i < $times; $i++) {
            $this->floor($samples);
            foreach ($this->inTurn($i) as $name => $subject) {
                $task = fn () => 1;
                $start = hrtime(true);
                $value = $subject->one($task);
                $samples[$name][] = hrtime(true) - $start;
                $this->expect($name, 1, $value);
                $this->settle();
            }
        }

        return $samples;
    }

    /** Trivial tasks awaited together: time per task. The subjects may be limited to some. */
    public function together(int $tasks, int $times, ?array $only = null): array
    {
        $samples = [];
        for ($i = 0; $i < $times; $i++) {
            for ($floors = 0; $floors < 3; $floors++) {
                $this->floor($samples);
            }
            foreach ($this->inTurn($i) as $name => $subject) {
                if ($only !== null && ! in_array($name, $only, true)) {
                    continue;
                }
                $closures = array_map(fn (int $number) => fn () => $number, range(1, $tasks));
                $start = hrtime(true);
                $values = $subject->all($closures);
                $samples[$name][] = (hrtime(true) - $start) / $tasks;
                $this->expect($name, range(1, $tasks), array_values($values));
                unset($closures, $values);
                $this->settle();
            }
        }

        return $samples;
    }

    /** One task that returns a big value, and what serialize() and unserialize() of it cost here. */
    public function value(string $value, int $megabytes, int $times): array
    {
        $big = value($value, $megabytes);
        $task = fn () => $big;
        $samples = [];
        for ($i = 0; $i < $times; $i++) {
            // Small differences to it count here.
            $this->floor($samples);
            $this->floor($samples);
            foreach ($this->inTurn($i) as $name => $subject) {
                $start = hrtime(true);
                $got = $subject->one($task);
                $samples[$name][] = hrtime(true) - $start;
                $this->expect($name, $big, $got);
                unset($got);
                $this->settle();
            }
            $start = hrtime(true);
            $got = unserialize(serialize($big));
            $samples['serialize'][] = hrtime(true) - $start;
            unset($got);
        }

        return $samples;
    }

    /** A task that prints a line, one that prints 64 KB, and one that prints nothing. */
    public function printing(int $times): array
    {
        $line = str_repeat('.', 79) . "\n";
        $text = str_repeat($line, 819);

        return $this->tasks($times, [
            'plain' => fn () => 1,
            'line' => function () use ($line) { echo $line; return 1; },
            'text' => function () use ($text) { echo $text; return 1; },
        ]);
    }

    /** A task that throws, whose exception the caller catches, one that catches it itself, and one that does not throw. */
    public function throwing(int $times): array
    {
        return $this->tasks($times, [
            'plain' => fn () => 1,
            'inside' => function () { try { throw new RuntimeException('a message', 7); } catch (RuntimeException) { return 1; } },
            'throw' => fn () => throw new RuntimeException('a message', 7),
        ]);
    }

    /** The parts of one round trip, by the clock in the task, and those of the floor. */
    public function parts(int $times): array
    {
        $samples = [];
        for ($i = 0; $i < $times; $i++) {
            foreach ($this->floor->inside() as $name => $time) {
                $samples["inside_$name"][] = $time;
            }
            $this->floorTime = $time;
            $this->settle();
            $start = hrtime(true);
            $inside = await(async(fn () => hrtime(true)));
            $end = hrtime(true);
            $samples['start'][] = $inside - $start;
            $samples['back'][] = $end - $inside;
            $samples['all'][] = $end - $start;
            $this->settle();
        }

        return $samples;
    }

    /** Tasks one after the other: time per task in each window of tasks, and the median of ten floors in between. */
    public function sequence(int $windows, int $tasks): array
    {
        $samples = [];
        for ($window = 0; $window < $windows; $window++) {
            $floors = [];
            $time = 0;
            for ($part = 0; $part < 10; $part++) {
                $start = hrtime(true);
                for ($i = intdiv($tasks * $part, 10); $i < intdiv($tasks * ($part + 1), 10); $i++) {
                    await(async(fn () => 1));
                }
                $time += hrtime(true) - $start;
                $this->settle();
                $this->floor($floors);
            }
            $samples['pokio'][] = $time / $tasks;
            sort($floors['floor']);
            $samples['floor'][] = ($floors['floor'][4] + $floors['floor'][5]) / 2;
        }

        return $samples;
    }

    /**
     * Tasks of the extension in turns, and what each takes more than the plain one of the same turn.
     *
     * @param array<string, Closure> $tasks
     */
    private function tasks(int $times, array $tasks): array
    {
        $samples = [];
        $this->floor($samples);
        for ($i = 0; $i < $times; $i++) {
            $turn = [];
            foreach (self::rotated(array_keys($tasks), $i) as $name) {
                $start = hrtime(true);
                try {
                    await(async($tasks[$name]));
                } catch (RuntimeException $e) {
                    $e->getCode() === 7 || throw $e;
                }
                $turn[$name] = hrtime(true) - $start;
                unset($e);
                $this->settle();
            }
            foreach ($turn as $name => $time) {
                $samples[$name][] = $time;
                $samples["{$name}_over"][] = $time - $turn['plain'];
            }
        }

        return $samples;
    }

    private function floor(?array &$samples): void
    {
        foreach ($this->floor->measure() as $name => $time) {
            $samples[$name][] = $time;
        }
        $this->floorTime = $time;
        $this->settle();
    }

    /** The subjects, each time beginning with another one. */
    private function inTurn(int $time): array
    {
        $subjects = [];
        foreach (self::rotated(array_keys($this->subjects), $time) as $name) {
            $subjects[$name] = $this->subjects[$name];
        }

        return $subjects;
    }

    /** @param list<string> $names */
    private static function rotated(array $names, int $time): array
    {
        $first = $names === [] ? 0 : $time % count($names);

        return [...array_slice($names, $first), ...array_slice($names, 0, $first)];
    }

    /** Lets a process that has given its result come to its end, so that the next measurement does not pay for it. */
    private function settle(): void
    {
        usleep(200 + intdiv($this->floorTime, 1_000));
    }

    /** A subject that gives a wrong value is not worth a figure. */
    private function expect(string $name, mixed $expected, mixed $got): void
    {
        $expected === $got || throw new UnexpectedValueException("$name gave another value than the task's");
    }
}
