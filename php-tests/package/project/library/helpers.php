<?php

// Another package, which has an async() of its own to offer.

if (! function_exists('async')) {
    function async(string $job): string
    {
        return "$job, queued by the library";
    }
}
