<?php

// What is compared. Each subject runs closures in processes of their own and gives
// their values, in order.

/** A way of running closures beside the program. */
interface Subject
{
    /** Why it cannot be measured in this process, or null. */
    public function missing(): ?string;

    /** Runs one closure and gives its value. */
    public function one(Closure $task): mixed;

    /**
     * Runs closures together and gives their values.
     *
     * @param list<Closure> $tasks
     */
    public function all(array $tasks): array;
}

/** `async()` and `await()`, of the extension or of the Composer package. */
final class AsyncAwait implements Subject
{
    public function __construct(private bool $native) {}

    public function missing(): ?string
    {
        return match (true) {
            ! function_exists('async') => $this->native ? 'the extension pokio is not loaded' : 'there is no nunomaduro/pokio in that folder',
            $this->native !== extension_loaded('pokio') => 'this PHP loads the extension by its own configuration',
            await(async(fn () => getmypid())) === getmypid() => 'it does not fork here',
            default => null,
        };
    }

    public function one(Closure $task): mixed
    {
        return await(async($task));
    }

    public function all(array $tasks): array
    {
        return await(array_map(async(...), $tasks));
    }
}

/** What one writes by hand: pcntl_fork(), a pair of sockets, serialize(), exit. */
final class ByHand implements Subject
{
    public function __construct(private int $limit) {}

    public function missing(): ?string
    {
        return function_exists('pcntl_fork') ? null : 'this PHP has no pcntl';
    }

    public function one(Closure $task): mixed
    {
        return $this->collect($this->start($task));
    }

    /** As many at once as pokio allows itself. */
    public function all(array $tasks): array
    {
        $running = $values = [];
        foreach ($tasks as $task) {
            if (count($running) === $this->limit) {
                $values[] = $this->collect(array_shift($running));
            }
            $running[] = $this->start($task);
        }

        return [...$values, ...array_map($this->collect(...), $running)];
    }

    private function start(Closure $task): array
    {
        [$ours, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        $process = pcntl_fork();
        if ($process === -1) {
            throw new RuntimeException('pcntl_fork() failed');
        }
        if ($process === 0) {
            fclose($ours);
            $text = serialize($task());
            for ($sent = 0; $sent < strlen($text); $sent += $count) {
                $count = fwrite($theirs, $sent === 0 ? $text : substr($text, $sent));
                if (! $count) {
                    break;
                }
            }
            exit(0);
        }
        fclose($theirs);

        return [$process, $ours];
    }

    private function collect(array $started): mixed
    {
        [$process, $socket] = $started;
        $text = stream_get_contents($socket);
        fclose($socket);
        pcntl_waitpid($process, $status);

        return unserialize($text);
    }
}

/** spatie/fork, from a vendor folder. */
final class SpatieFork implements Subject
{
    public function __construct(private int $limit) {}

    public function missing(): ?string
    {
        return class_exists(Spatie\Fork\Fork::class) ? null : 'there is no spatie/fork in that folder';
    }

    public function one(Closure $task): mixed
    {
        return Spatie\Fork\Fork::new()->run($task)[0];
    }

    public function all(array $tasks): array
    {
        return Spatie\Fork\Fork::new()->concurrent($this->limit)->run(...$tasks);
    }
}
