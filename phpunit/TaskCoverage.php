<?php

namespace Pokio\PHPUnit;

use PHPUnit\Event\EventFacadeIsSealedException;
use PHPUnit\Event\Facade;
use PHPUnit\Event\TestRunner\ExecutionFinished;
use PHPUnit\Event\TestRunner\ExecutionFinishedSubscriber;
use PHPUnit\Framework\TestResult;
use PHPUnit\Runner\CodeCoverage as Runner;
use Pokio\Hook;
use SebastianBergmann\CodeCoverage\CodeCoverage;
use SebastianBergmann\CodeCoverage\Driver\Driver;

require_once __DIR__ . '/TaskDriver.php';

/**
 * Makes lines count that run in tasks: in PHPUnit's bootstrap file, or in Pest.php,
 *
 *     require __DIR__ . '/pokio/TaskCoverage.php';
 *     Pokio\PHPUnit\TaskCoverage::register();
 *
 * For PHPUnit 9 to 13, with pcov and Xdebug. Without coverage it does nothing.
 */
final class TaskCoverage
{
    private static ?Hook $hook = null;

    /** Who the test collects lines with, or null while none does. */
    private static ?TaskDriver $driver = null;

    /**
     * Tasks that start from now on bring their lines home, until Hook::remove(). Null
     * where there is no extension.
     */
    public static function register(): ?Hook
    {
        if (! function_exists('Pokio\atFork')) {
            return null;
        }
        if (self::$hook === null && interface_exists(ExecutionFinishedSubscriber::class)) {
            self::restoreAtTheEnd();
        }

        return self::$hook ??= \Pokio\atFork(
            before: self::prepare(...),
            child: static fn () => self::$driver?->begin(),
            end: static fn () => self::$driver?->end(),
            parent: static function (mixed $lines): void {
                is_array($lines) && self::$driver?->add(...$lines);
            },
        );
    }

    /**
     * Puts a driver between PHPUnit and the one that it has chosen.
     */
    private static function prepare(): void
    {
        $coverage = class_exists(Runner::class) ? self::ofRunner() : self::ofResult();
        $driver = $coverage === null ? null : self::property($coverage, 'driver');
        if ($coverage === null || $driver instanceof TaskDriver) {
            self::$driver = $driver ?? self::$driver;

            return;
        }
        self::$driver = new TaskDriver($driver, running: self::property($coverage, 'currentId') !== null);
        self::use($coverage, self::$driver);
    }

    /**
     * Reports that PHPUnit writes as PHP can then be read where this class is not.
     */
    private static function restoreAtTheEnd(): void
    {
        $subscriber = new class(self::restore(...)) implements ExecutionFinishedSubscriber
        {
            public function __construct(private \Closure $restore) {}

            public function notify(ExecutionFinished $event): void
            {
                ($this->restore)();
            }
        };
        try {
            Facade::instance()->registerSubscriber($subscriber);
        } catch (EventFacadeIsSealedException) {
            // Too late for that, as in Pest.php.
        }
    }

    private static function restore(): void
    {
        $coverage = self::ofRunner();
        $driver = $coverage === null ? null : self::property($coverage, 'driver');
        if ($driver instanceof TaskDriver) {
            self::use($coverage, $driver->driver);
        }
        self::$driver = null;
    }

    /**
     * PHPUnit 10 and later have one place for it.
     */
    private static function ofRunner(): ?CodeCoverage
    {
        return Runner::instance()->isActive() ? Runner::instance()->codeCoverage() : null;
    }

    /**
     * PHPUnit 9 keeps it in the result of the test that runs.
     */
    private static function ofResult(): ?CodeCoverage
    {
        foreach (debug_backtrace(DEBUG_BACKTRACE_PROVIDE_OBJECT) as $frame) {
            if (($frame['object'] ?? null) instanceof TestResult) {
                return $frame['object']->getCodeCoverage();
            }
        }

        return null;
    }

    private static function use(CodeCoverage $coverage, Driver $driver): void
    {
        if (! (new \ReflectionProperty($coverage, 'driver'))->isReadOnly()) {
            self::property($coverage, 'driver', $driver);
        } else {
            self::property(Runner::instance(), 'codeCoverage', self::with($coverage, $driver));
        }
    }

    /**
     * A copy with another driver, where the property cannot be written again.
     */
    private static function with(CodeCoverage $coverage, Driver $driver): CodeCoverage
    {
        $copy = (new \ReflectionClass($coverage))->newInstanceWithoutConstructor();
        (function () use ($copy, $driver): void {
            foreach (get_object_vars($this) as $name => $value) {
                $copy->$name = $name === 'driver' ? $driver : $value;
            }
        })->call($coverage);

        return $copy;
    }

    /**
     * A property that PHPUnit keeps to itself; with a value, sets it.
     */
    private static function property(object $object, string $name, ?object $value = null): mixed
    {
        $property = new \ReflectionProperty($object, $name);
        if ($value !== null) {
            $property->setValue($object, $value);
        }

        return $property->getValue($object);
    }
}
