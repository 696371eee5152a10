<?php

/**
 * Writes what bench/results holds into BENCHMARKS.md, between markers, and into the
 * charts. What stands outside of the markers is prose, and stays.
 */
final class Page
{
    public static function write(string $root, string $results): void
    {
        $runs = self::runs($results);
        $runs !== [] || throw new RuntimeException('nothing was measured yet: start bin/bench --write');
        file_put_contents("$root/BENCHMARKS.md", self::render(file_get_contents("$root/BENCHMARKS.md"), $results));
        is_dir("$root/bench/charts") || mkdir("$root/bench/charts");
        foreach (self::charts($results) as $name => $chart) {
            file_put_contents("$root/bench/charts/$name.svg", $chart);
        }
        fwrite(STDERR, "bench: wrote BENCHMARKS.md and bench/charts\n");
    }

    /** The page with the figures of a folder of results. */
    public static function render(string $page, string $results): string
    {
        $runs = self::runs($results);
        $blocks = ['beside' => Tables::version($runs[0]) . ":\n\n" . Tables::beside($runs[0]), 'targets' => Tables::targets($runs), 'runs' => implode("\n", array_map(self::run(...), $runs))];
        foreach (['calls' => Calls::class, 'profile' => Profile::class, 'instructions' => Instructions::class, 'pools' => Pools::class] as $name => $class) {
            if (is_file("$results/$name.json")) {
                $blocks[$name] = $class::table(self::read("$results/$name.json"));
            }
        }
        foreach ($blocks as $name => $block) {
            $page = preg_replace_callback(
                "/(<!-- measured: $name -->\n).*?(<!-- end -->)/s",
                fn (array $match) => "$match[1]\n$block\n$match[2]",
                $page, -1, $count,
            );
            $count === 1 || throw new RuntimeException("BENCHMARKS.md has no place for \"$name\": it needs the lines <!-- measured: $name --> and <!-- end -->");
        }

        return $page;
    }

    /** @return array<string, string> SVG of the run with the newest PHP */
    public static function charts(string $results): array
    {
        $run = self::runs($results)[0];

        $charts = ['round-trip' => Chart::roundTrip($run), 'growth' => Chart::growth($run)];

        return $charts + (is_file("$results/pools.json") ? ['pools' => Chart::pools(self::read("$results/pools.json"))] : []);
    }

    private static function run(array $result): string
    {
        $sections = [
            'One round trip' => Tables::roundTrips($result),
            'What the caller holds' => Tables::objects($result),
            'Many tasks together' => Tables::together($result),
            'Values' => Tables::values($result),
            'Exceptions and output' => Tables::other($result),
            'The first to the last task of a process' => Tables::sequence($result),
            'Settings' => Tables::settings($result),
            'Parts of a round trip' => Tables::parts($result),
        ];
        $text = '## ' . Tables::version($result) . "\n\n" . Tables::machine($result);
        foreach (array_filter($sections) as $title => $table) {
            $text .= "\n### $title\n\n$table";
        }

        return $text;
    }

    /** @return list<array> of the newest PHP first */
    private static function runs(string $results): array
    {
        $files = glob("$results/php-*.json");
        natsort($files);

        return array_map(self::read(...), array_values(array_reverse($files)));
    }

    private static function read(string $file): array
    {
        return json_decode(file_get_contents($file), true, flags: JSON_THROW_ON_ERROR);
    }
}
