<?php

namespace Pokio\PHPUnit;

use SebastianBergmann\CodeCoverage\Data\RawCodeCoverageData;
use SebastianBergmann\CodeCoverage\Driver\Driver;
use SebastianBergmann\CodeCoverage\Driver\Granularity;

// PHPUnit 9 has it elsewhere.
class_exists(RawCodeCoverageData::class) || class_alias('SebastianBergmann\CodeCoverage\RawCodeCoverageData', RawCodeCoverageData::class);

/**
 * The driver that PHPUnit has chosen, and what tasks have collected with it. To
 * PHPUnit all of it looks as if it had run in the test.
 */
final class TaskDriver extends Driver
{
    /** @var list<array{array<string, array<int, int>>, array<string, array<string, mixed>>}>  Lines and functions by file. */
    private array $tasks = [];

    public function __construct(
        /** The one that PHPUnit has chosen. */
        public readonly Driver $driver,
        private bool $running,
    ) {}

    public function start(): void
    {
        $this->running = true;
        $this->driver->start();
    }

    public function stop(): RawCodeCoverageData
    {
        $own = $this->driver->stop();
        $this->running = false;
        [$lines, $functions] = [$own->lineCoverage(), $own->functionCoverage()];
        foreach ($this->tasks as [$taskLines, $taskFunctions]) {
            $lines = self::merged($lines, $taskLines);
            $functions = self::merged($functions, $taskFunctions);
        }
        if ($this->tasks === []) {
            return $own;
        }
        $this->tasks = [];
        $data = [];
        foreach ($lines as $file => $ofFile) {
            $data[$file] = ['lines' => $ofFile, 'functions' => $functions[$file] ?? []];
        }

        if ($functions !== []) {
            return RawCodeCoverageData::fromXdebugWithPathCoverage($data);
        }

        // The same by its name in PHPUnit 13 and before.
        return method_exists(RawCodeCoverageData::class, 'fromLineCoverage')
            ? RawCodeCoverageData::fromLineCoverage($lines)
            : RawCodeCoverageData::fromXdebugWithoutPathCoverage($lines);
    }

    /** In a new process: what ran before the fork is the caller's. */
    public function begin(): void
    {
        if ($this->running) {
            $this->driver->stop();
            $this->driver->start();
        }
    }

    /**
     * At its end: what ran there, or null outside tests.
     *
     * @return array{array<string, array<int, int>>, array<string, array<string, mixed>>}|null
     */
    public function end(): ?array
    {
        if (! $this->running) {
            return null;
        }
        $data = $this->driver->stop();
        $this->driver->start();

        return [$data->lineCoverage(), $data->functionCoverage()];
    }

    /**
     * In the caller: what ran in a process.
     *
     * @param  array<string, array<int, int>>  $lines
     * @param  array<string, array<string, mixed>>  $functions
     */
    public function add(array $lines, array $functions): void
    {
        $this->tasks[] = [$lines, $functions];
    }

    /**
     * Both: a line ran, or a branch or path was taken, if it was in one of them.
     * -2 is a line that nothing runs, -1 and 0 are what did not run, 1 is what did.
     */
    private static function merged(array $one, array $other): array
    {
        foreach ($other as $key => $value) {
            if (! isset($one[$key])) {
                $one[$key] = $value;
            } elseif (is_array($value)) {
                $one[$key] = is_array($one[$key]) ? self::merged($one[$key], $value) : $value;
            } elseif (is_int($value)) {
                $one[$key] = max($one[$key], $value);
            }
        }

        return $one;
    }

    public function nameAndVersion(): string
    {
        return $this->driver->nameAndVersion();
    }

    // What one or another version of PHPUnit asks a driver.

    public function name(): string
    {
        return $this->driver->name();
    }

    public function version(): string
    {
        return $this->driver->version();
    }

    public function canCollectBranchAndPathCoverage(): bool
    {
        return $this->driver->canCollectBranchAndPathCoverage();
    }

    public function collectsBranchAndPathCoverage(): bool
    {
        return $this->driver->collectsBranchAndPathCoverage();
    }

    public function granularity(): Granularity
    {
        return $this->driver->granularity();
    }

    public function setGranularity(Granularity $granularity): void
    {
        $this->driver->setGranularity($granularity);
    }

    public function canDetectDeadCode(): bool
    {
        return $this->driver->canDetectDeadCode();
    }

    public function detectsDeadCode(): bool
    {
        return $this->driver->detectsDeadCode();
    }

    public function isPcov(): bool
    {
        return $this->driver->isPcov();
    }

    public function isXdebug(): bool
    {
        return $this->driver->isXdebug();
    }
}
