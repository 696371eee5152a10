<?php

/**
 * Runs a task for each job, so many at once, and yields what they give in the
 * jobs' order, while the next ones run.
 */
function parallel(iterable $jobs, Closure $task, int $atOnce): Generator
{
    $running = [];
    foreach ($jobs as $key => $job) {
        $running[$key] = async(fn () => $task($job));
        $running[$key]->defer();
        if (count($running) === $atOnce) {
            $first = array_key_first($running);
            yield $first => await($running[$first]);
            unset($running[$first]);
        }
    }
    foreach ($running as $key => $promise) {
        yield $key => await($promise);
    }
}
