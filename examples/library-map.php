<?php

namespace Acme;

use Pokio\Outcome;

/** How many words each file has; null for one that cannot be read. */
function word_counts(array $files): array
{
    $outcomes = \Pokio\stream($files, function (string $file): int {
        is_readable($file) || throw new \RuntimeException("$file is not readable");

        return str_word_count(file_get_contents($file));
    }, settle: true, timeout: 30);

    return array_map(fn (Outcome $outcome) => $outcome->value, iterator_to_array($outcomes));
}

echo json_encode(word_counts(['licence' => __DIR__ . '/../LICENSE', 'missing' => '/no/such/file'])), "\n";
