<?php

/** A process that is measured: worker.php with settings of its own. */
final class Process
{
    /** @var resource */
    private $process;

    /** @var array<int, resource> */
    private array $pipes = [];

    /** @var array<string, string> the subjects that it cannot measure, with the reasons */
    public readonly array $missing;

    /**
     * @param string $arguments what stands before the script in the command line, for a shell
     * @param array<string, mixed> $setup see worker.php
     */
    public function __construct(private string $name, string $arguments, array $setup)
    {
        $command = 'exec ' . escapeshellarg(PHP_BINARY) . " $arguments " . escapeshellarg(__DIR__ . '/worker.php') . ' '
            . escapeshellarg(json_encode($setup, JSON_THROW_ON_ERROR));
        // What its tasks print goes nowhere.
        $this->process = proc_open($command, [['pipe', 'r'], ['file', '/dev/null', 'w'], STDERR, ['pipe', 'w']], $this->pipes)
            ?: throw new RuntimeException('PHP cannot be started');
        $this->missing = $this->read()['missing'];
    }

    /**
     * Lets it measure a shape.
     *
     * @param array<string, mixed> $with the arguments of the method of Shapes
     *
     * @return array<string, list<int|float>> nanoseconds
     */
    public function measure(string $shape, array $with): array
    {
        fwrite($this->pipes[0], json_encode(['shape' => $shape, 'with' => $with], JSON_THROW_ON_ERROR) . "\n");

        return $this->read()['samples'];
    }

    public function end(): void
    {
        fclose($this->pipes[0]);
        fclose($this->pipes[3]);
        proc_close($this->process);
    }

    private function read(): array
    {
        $line = fgets($this->pipes[3]);
        $answer = $line === false ? ['error' => 'it ended without an answer'] : json_decode($line, true, flags: JSON_THROW_ON_ERROR);
        isset($answer['error']) && throw new RuntimeException("the process \"$this->name\" failed: $answer[error]");

        return $answer;
    }
}
