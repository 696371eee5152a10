<?php

use GuzzleHttp\Client;

/** Fetches pages, and does with each in a process what takes long. A response holds a stream, so its text goes home. */
function titles(Client $client, array $urls): array
{
    return Pokio\map($urls, function (string $url) use ($client): ?string {
        $page = (string) $client->get($url)->getBody();

        return preg_match('~<title>(.*?)</title>~s', $page, $match) ? $match[1] : null;
    }, timeout: 30.0);
}
