<?php

/** Charts of a run as SVG, for light and dark pages. */
final class Chart
{
    private const STYLE = <<<'CSS'
        text { font: 13px system-ui, sans-serif; fill: #1f2328 }
        .title { font-weight: 600 } .note { font-size: 11px; fill: #59636e }
        .pokio { fill: #0969da } .other { fill: #9aa4af } .line { stroke: #d1d9e0 } .curve { stroke: #0969da; fill: none; stroke-width: 1.5 }
        @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc } .note { fill: #9198a1 } .pokio { fill: #4493f8 } .other { fill: #656c76 } .line { stroke: #3d444d } .curve { stroke: #4493f8 }
        }
        CSS;

    /** Bars: one round trip, a panel with a scale of its own for each heap. */
    public static function roundTrip(array $result): string
    {
        $ways = ['round_trip.%s.pokio' => 'pokio', 'round_trip.%s.floor' => 'fork, _exit, waitpid', 'round_trip.%s.hand' => 'by hand', 'packages.round_trip.%s.package' => 'nunomaduro/pokio', 'packages.round_trip.%s.spatie' => 'spatie/fork'];
        $y = 24;
        $body = '';
        foreach ($result['plan']['heaps'] as $heap => $megabytes) {
            $bars = [];
            foreach ($ways as $id => $name) {
                $row = $result['rows'][sprintf($id, $heap)] ?? null;
                if ($row !== null) {
                    $bars[$name] = $row['median'];
                }
            }
            $body .= self::text(16, $y, $megabytes === 0 ? 'A small program' : "A program that holds $megabytes MB", 'title');
            foreach ($bars as $name => $time) {
                $y += 24;
                $width = max(1, (int) (380 * $time / max($bars)));
                $body .= self::text(16, $y, $name) . sprintf('<rect class="%s" x="170" y="%d" width="%d" height="16" rx="2"/>', $name === 'pokio' ? 'pokio' : 'other', $y - 13, $width)
                    . self::text(178 + $width, $y, Tables::number($time, 0) . ' µs');
            }
            $y += 38;
        }
        $body .= self::text(16, $y - 6, 'One task: started, run, its value received. ' . self::note($result), 'note');

        return self::svg(660, $y + 8, 'Time of one task, by size of the program', $body);
    }

    /** Bars: an item of ten thousand in each pool, on a scale of powers of ten. */
    public static function pools(array $result): string
    {
        $times = Pools::items($result);
        asort($times);
        // Half a microsecond has no width.
        $width = fn (float $time) => (int) max(1, 300 * log10(max(1, $time / 0.5)) / log10(max($times) / 0.5));
        $y = 24;
        $body = self::text(16, $y, 'An item of 10,000: given to a worker, answered, its answer received', 'title');
        $bottom = $y + 24 * count($times) + 10;
        for ($mark = 1; $mark < max($times); $mark *= 10) {
            $x = 250 + $width($mark);
            $body .= sprintf('<line class="line" x1="%d" x2="%1$d" y1="32" y2="%d"/>', $x, $bottom)
                . sprintf('<text class="note" x="%d" y="%d" text-anchor="middle">%s µs</text>', $x, $bottom + 14, number_format($mark));
        }
        foreach ($times as $name => $time) {
            $y += 24;
            $body .= self::text(16, $y, $name) . sprintf('<rect class="%s" x="250" y="%d" width="%d" height="16" rx="2"/>', preg_match('/pokio|await/i', $name) ? 'pokio' : 'other', $y - 13, $width($time))
                . self::text(258 + $width($time), $y, Tables::number($time, $time < 10 ? 1 : 0) . ' µs');
        }
        $body .= self::text(16, $y + 50, 'On the scale each step is ten times as long. ' . self::note($result), 'note');

        return self::svg(660, $y + 64, 'Time of one of many small jobs, by pool', $body);
    }

    /** Lines: the cost of a task as a process runs more of them, and as more are awaited together. */
    public static function growth(array $result): string
    {
        $sequence = array_map(fn (array $windows) => [
            end($windows)['tasks'],
            Samples::quantile(array_map(fn (array $window) => $window['pokio'] / $window['floor'], $windows), 0.5),
        ], array_chunk($result['sequence'], max(1, intdiv(count($result['sequence']), 20))));
        $together = [];
        foreach ($result['plan']['together'] as $tasks) {
            $together[] = [$tasks, $result['rows']["together.small.$tasks.pokio_to_floor"]['median']];
        }
        $ceiling = max(1.0, ...array_column($sequence, 1), ...array_column($together, 1)) * 1.1;
        $body = self::panel(40, 'The n-th task of a process, one after the other', $sequence, $ceiling, false)
            . self::panel(370, 'n tasks awaited together', $together, $ceiling, true)
            . self::text(16, 262, 'Time per task / floor (fork, _exit, waitpid beside it), small heap. ' . self::note($result), 'note');

        return self::svg(690, 276, 'Time per task, as there are more tasks', $body);
    }

    /** @param non-empty-list<array{int, float}> $points */
    private static function panel(int $left, string $title, array $points, float $ceiling, bool $logarithmic): string
    {
        $most = max(array_column($points, 0));
        $least = $logarithmic ? min(array_column($points, 0)) : 0;
        $x = fn (int $tasks) => sprintf('%.1f', $left + 280 * ($logarithmic ? log($tasks / $least) / log($most / $least) : $tasks / $most));
        $y = fn (float $ratio) => sprintf('%.1f', 220 - 170 * $ratio / $ceiling);
        $body = self::text($left, 24, $title, 'title');
        for ($ratio = 0.0; $ratio <= $ceiling; $ratio += $ceiling > 2 ? 0.5 : 0.25) {
            $body .= sprintf('<line class="line" x1="%d" x2="%d" y1="%s" y2="%s"/>', $left, $left + 280, $y($ratio), $y($ratio))
                . sprintf('<text class="note" x="%d" y="%s" text-anchor="end">%s</text>', $left - 4, (float) $y($ratio) + 4, $ratio);
        }
        $marks = $logarithmic ? array_column($points, 0) : [intdiv($most, 2), $most];
        foreach ($marks as $tasks) {
            $body .= sprintf('<text class="note" x="%s" y="238" text-anchor="middle">%s</text>', $x($tasks), number_format($tasks));
        }
        $body .= '<polyline class="curve" points="' . implode(' ', array_map(fn (array $point) => $x($point[0]) . ',' . $y($point[1]), $points)) . '"/>';
        foreach ($logarithmic ? $points : [] as [$tasks, $ratio]) {
            $body .= sprintf('<circle class="pokio" cx="%s" cy="%s" r="3"/>', $x($tasks), $y($ratio));
        }

        return $body;
    }

    private static function note(array $result): string
    {
        return Tables::version($result) . ', medians, less is better.';
    }

    private static function text(int $x, int $y, string $text, string $class = ''): string
    {
        return sprintf('<text%s x="%d" y="%d">%s</text>', $class === '' ? '' : " class=\"$class\"", $x, $y, htmlspecialchars($text, ENT_XML1));
    }

    private static function svg(int $width, int $height, string $title, string $body): string
    {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"$width\" height=\"$height\" viewBox=\"0 0 $width $height\" role=\"img\">\n"
            . '<title>' . htmlspecialchars($title, ENT_XML1) . "</title>\n<style>\n" . self::STYLE . "\n</style>\n"
            . preg_replace('/(?<=>)(?=<(?:text|rect|line|poly|circle))/', "\n", $body) . "\n</svg>\n";
    }
}
