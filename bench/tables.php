<?php

/** The tables, in Markdown that is aligned for a terminal too. */
final class Tables
{
    /** All tables of a run. */
    public static function all(array $result): string
    {
        return implode("\n", array_filter([
            self::targets([$result]),
            self::roundTrips($result),
            self::objects($result),
            self::together($result),
            self::values($result),
            self::other($result),
            self::sequence($result),
            self::parts($result),
            self::settings($result),
        ]));
    }

    /** @param list<array> $results a column for each */
    public static function targets(array $results): string
    {
        $rows = [];
        foreach ($results as $result) {
            foreach ($result['targets'] as $target) {
                $rows[$target['what']] ??= [$target['what'], '≤ ' . $target['wanted']];
                $rows[$target['what']][] = $target['measured'] === null
                    ? 'not measured'
                    : self::figure(['unit' => str_starts_with($target['row'], 'throwing.') ? 'µs' : 'ratio', 'median' => $target['measured']] + $target) . ($target['met'] ? ', met' : ', **missed**');
            }
        }

        return self::table(['', 'wanted', ...array_map(self::version(...), $results)], array_values($rows));
    }

    /** What a user would pick, side by side, in milliseconds. */
    public static function beside(array $result): string
    {
        $ways = ['pokio' => '**pokio**', 'hand' => 'by hand', 'package' => 'nunomaduro/pokio', 'spatie' => 'spatie/fork'];
        $work = [];
        foreach (array_keys($result['plan']['heaps']) as $heap) {
            $work['one task, ' . self::heap($result, $heap)] = ["round_trip.$heap", 1];
        }
        $work['100 tasks together, ' . self::heap($result, 'small')] = ['together.small.100', 100];
        $rows = [];
        foreach ($work as $name => [$id, $tasks]) {
            $row = [$name];
            foreach (array_keys($ways) as $way) {
                $measured = $result['rows'][(in_array($way, ['package', 'spatie'], true) ? 'packages.' : '') . "$id.$way"] ?? null;
                $row[] = $measured === null ? '' : number_format($measured['median'] * $tasks / 1000, 1) . ' ms';
            }
            $rows[] = $row;
        }
        // Packages that were not measured have no column.
        $shown = array_filter(array_keys(array_values($ways)), fn (int $i) => array_filter(array_column($rows, $i + 1)) !== []);

        return self::table(
            ['', ...array_map(fn (int $i) => array_values($ways)[$i], $shown)],
            array_map(fn (array $row) => [$row[0], ...array_map(fn (int $i) => $row[$i + 1], $shown)], $rows),
        );
    }

    public static function roundTrips(array $result): string
    {
        $ways = ['fork' => 'the call of `fork()` alone', 'floor' => 'floor: `fork`, `_exit`, `waitpid`', 'pokio' => '**pokio**', 'hand' => 'by hand: `pcntl_fork`, `serialize`, sockets, `exit`'];
        $rows = [];
        foreach ($ways as $way => $name) {
            $rows[] = [$name, ...self::pick($result, array_map(fn (string $heap) => "round_trip.$heap.$way", array_keys($result['plan']['heaps'])))];
        }
        foreach (['pokio' => '**pokio / floor**', 'hand' => 'by hand / floor'] as $way => $name) {
            $rows[] = [$name, ...self::pick($result, array_map(fn (string $heap) => "round_trip.$heap.{$way}_to_floor", array_keys($result['plan']['heaps'])))];
        }
        foreach (['package' => 'nunomaduro/pokio', 'spatie' => 'spatie/fork'] as $way => $name) {
            $rows[] = [$name, ...self::pick($result, array_map(fn (string $heap) => "packages.round_trip.$heap.$way", array_keys($result['plan']['heaps'])))];
            $rows[] = ["$name / floor of its process", ...self::pick($result, array_map(fn (string $heap) => "packages.round_trip.$heap.{$way}_to_floor", array_keys($result['plan']['heaps'])))];
        }

        return self::table(['one round trip, µs', ...self::heaps($result)], $rows);
    }

    /** What the objects cost that the caller holds. */
    public static function objects(array $result): string
    {
        $rows = [];
        foreach ($result['plan']['objects'] ?? [] as $kind => $counts) {
            foreach ($counts as $count) {
                $id = "objects.$kind.$count";
                $rows[] = [number_format($count) . ' ' . Report::OBJECTS[$kind], ...self::pick($result, ["$id.pokio", "$id.pokio_to_floor"])];
            }
        }

        return self::table(['one round trip, the caller holds', 'pokio, µs', 'pokio / floor'], $rows);
    }

    public static function together(array $result): string
    {
        $rows = [];
        foreach ([...array_map(fn (int $tasks) => ['small', $tasks], $result['plan']['together']), ['middle', 100], ['large', 100]] as [$heap, $tasks]) {
            $id = "together.$heap.$tasks";
            $rows[] = [number_format($tasks), self::heap($result, $heap), ...self::pick($result, ["$id.pokio", "$id.hand", "$id.pokio_to_floor", "$id.pokio_to_fork"])];
            foreach (['package' => 'nunomaduro/pokio', 'spatie' => 'spatie/fork'] as $way => $name) {
                if ($tasks === 100) {
                    $rows[] = ["$tasks with $name", self::heap($result, $heap), ...self::pick($result, ["packages.$id.$way", '', "packages.$id.{$way}_to_floor"]), ''];
                }
            }
        }

        return self::table(['tasks together', 'caller', 'pokio, µs per task', 'by hand, µs per task', 'per task / floor', 'per task / one `fork()` call'], array_filter($rows, fn (array $row) => $row[2] !== ''));
    }

    public static function values(array $result): string
    {
        $rows = [];
        foreach ($result['plan']['values'] as $value) {
            foreach (['' => ['pokio', 'hand'], 'packages.' => ['package', 'spatie']] as $prefix => $ways) {
                foreach ($ways as $way) {
                    $id = "{$prefix}value.$value";
                    $ratio = $way === 'pokio' ? "$id.to_serialize" : "$id.{$way}_to_serialize";
                    if (isset($result['rows'][$ratio])) {
                        $name = ['pokio' => '**pokio**', 'hand' => 'by hand', 'package' => 'nunomaduro/pokio', 'spatie' => 'spatie/fork'][$way];
                        $what = explode(':', $result['rows'][$ratio]['what'])[0];
                        $rows[] = [$what, $name, ...self::pick($result, ["$id.floor", "$id.$way", "$id.serialize", $ratio])];
                    }
                }
            }
        }

        return self::table(['value', '', 'floor, µs', 'await, µs', '`serialize` + `unserialize`, µs', '(await − floor) / (`serialize` + `unserialize`)'], $rows);
    }

    public static function other(array $result): string
    {
        return self::rows($result, ['throwing.over', 'throwing.inside', 'printing.line', 'printing.text'], 'over a plain round trip', 'µs');
    }

    /** Some windows of the sequence; all of them are in the chart. */
    public static function sequence(array $result): string
    {
        $windows = $result['sequence'];
        $size = $windows[0]['tasks'];
        $rows = [];
        foreach (array_unique([0, intdiv(count($windows), 10), intdiv(count($windows), 2), count($windows) - 1]) as $i) {
            ['tasks' => $last, 'pokio' => $pokio, 'floor' => $floor] = $windows[$i];
            $rows[] = [number_format($last - $size + 1) . ' to ' . number_format($last), sprintf('%.0f', $pokio), sprintf('%.2f', $pokio / $floor)];
        }
        $share = max(1, intdiv(count($windows), 10));
        foreach (['the first tenth' => 0, 'the last tenth' => -$share] as $name => $place) {
            $tenth = array_slice($windows, $place, $share);
            $times = array_column($tenth, 'pokio');
            $ratios = array_map(fn (array $window) => $window['pokio'] / $window['floor'], $tenth);
            $rows[] = ["$name, median", sprintf('%.0f', Samples::quantile($times, 0.5)), sprintf('%.2f', Samples::quantile($ratios, 0.5))];
        }

        return self::table(['tasks of one process, one after the other', 'µs per task', 'per task / floor beside it'], $rows);
    }

    public static function parts(array $result): string
    {
        $rows = [];
        $names = [
            'start' => 'pokio: from `await()` until the closure runs in the task',
            'back' => 'pokio: from there until `await()` has returned',
            'fork' => 'floor: the call of `fork()` in the caller',
            'began' => "floor: from `fork()` until the child's first instruction",
            'end' => "floor: from the child's `_exit` until `waitpid()` has returned",
        ];
        foreach ($names as $part => $name) {
            $rows[] = [$name, ...self::pick($result, array_map(fn (string $heap) => "parts.$heap.$part", array_keys($result['plan']['heaps'])))];
        }

        return self::table(['part of a round trip, µs', ...self::heaps($result)], $rows);
    }

    public static function settings(array $result): string
    {
        $ids = ['huge_pages.large.pokio', 'huge_pages.large.pokio_to_floor'];
        foreach ($result['plan']['reuse'] as $tasks) {
            foreach (['small', 'middle'] as $heap) {
                array_push($ids, "reuse.$tasks.$heap.pokio", "reuse.$tasks.$heap.rate");
            }
        }

        return self::rows($result, $ids, 'with other settings than the default', 'figure');
    }

    /** The machine in a sentence. */
    public static function machine(array $result): string
    {
        $machine = $result['machine'];

        return sprintf(
            "Measured on %s with PHP %s (%d extensions, OPcache %s) and pokio %s: %s, %s, %s processors (%s), %d GB of memory, transparent huge pages \"%s\", priority %s, load %s at the beginning and %s at the end. Medians of %d rounds, in brackets the quartiles.\n",
            $machine['date'], $machine['php'], $machine['extensions'], $machine['opcache'] ? 'on' : 'off', $machine['pokio'], $machine['system'], $machine['kernel'],
            $machine['processors'] ?? 'some', $machine['processor'], $machine['memory_gb'], $machine['huge_pages'], $machine['priority'] ?? 0, $machine['load'][0], $machine['load'][1], $result['plan']['rounds'],
        );
    }

    public static function version(array $result): string
    {
        return 'PHP ' . implode('.', array_slice(explode('.', $result['machine']['php']), 0, 2));
    }

    /** @param list<string> $head @param list<list<string>> $rows rows without any figure are left out */
    public static function table(array $head, array $rows): string
    {
        $rows = array_values(array_filter($rows, fn (array $row) => array_filter(array_slice($row, 1), fn (string $cell) => $cell !== '') !== []));
        if ($rows === []) {
            return '';
        }
        $rows = array_map(fn (array $row) => array_pad($row, count($head), ''), $rows);
        $width = fn (string $text) => preg_match_all('/./us', $text);
        $widths = array_map(fn (int $i) => max(3, ...array_map(fn (array $row) => $width($row[$i]), [$head, ...$rows])), array_keys($head));
        $line = fn (array $cells) => '| ' . implode(' | ', array_map(fn (string $cell, int $to) => $cell . str_repeat(' ', $to - $width($cell)), $cells, $widths)) . " |\n";

        return $line($head) . $line(array_map(fn (int $to) => str_repeat('-', $to), $widths)) . implode('', array_map($line, $rows));
    }

    /** A figure with its spread. */
    public static function figure(array $row): string
    {
        $text = fn (float $number) => match ($row['unit']) {
            'µs' => self::number($number, abs($number) < 10 ? 1 : 0),
            's' => self::number($number, $number < 10 ? 2 : 0),
            'ratio', 'times' => self::number($number, abs($number) < 0.1 ? 3 : 2),
        };

        return "{$text($row['median'])} ({$text($row['low'])}–{$text($row['high'])})";
    }

    /** A number as text, the same in every version of PHP: they do not agree on how halves are rounded by number_format(). */
    public static function number(float $number, int $digits): string
    {
        return number_format((float) sprintf("%.{$digits}f", $number), $digits);
    }

    /** A row for each of these figures. */
    private static function rows(array $result, array $ids, string $what, string $unit): string
    {
        $rows = [];
        foreach ($ids as $id) {
            if (isset($result['rows'][$id])) {
                $row = $result['rows'][$id];
                $rows[] = [explode(', over', $row['what'])[0], self::figure($row) . ($unit === 'figure' && $row['unit'] === 'µs' ? ' µs' : '')];
            }
        }

        return self::table([$what, $unit], $rows);
    }

    /** @return list<string> figures; '' for what was not measured */
    private static function pick(array $result, array $ids): array
    {
        return array_map(fn (string $id) => isset($result['rows'][$id]) ? self::figure($result['rows'][$id]) : '', $ids);
    }

    private static function heaps(array $result): array
    {
        return array_map(fn (string $heap) => self::heap($result, $heap), array_keys($result['plan']['heaps']));
    }

    private static function heap(array $result, string $heap): string
    {
        $megabytes = $result['plan']['heaps'][$heap];

        return $megabytes === 0 ? 'small heap' : "heap of $megabytes MB";
    }
}
