<?php

namespace Pokio\PHPUnit;

use PHPUnit\Framework\Assert;
use PHPUnit\Runner\ErrorHandler;
use Pokio\Hook;

/**
 * Makes count what tests do in tasks: assertions, and the warnings, notices and
 * deprecations that PHPUnit 10 and later report. In PHPUnit's bootstrap file, or in Pest.php,
 *
 *     require __DIR__ . '/pokio/TaskReports.php';
 *     Pokio\PHPUnit\TaskReports::register();
 *
 * For PHPUnit 9 to 13.
 */
final class TaskReports
{
    private const ISSUES = E_WARNING | E_USER_WARNING | E_NOTICE | E_USER_NOTICE | E_DEPRECATED | E_USER_DEPRECATED;

    private static ?Hook $hook = null;

    /** What had been asserted before this process began. */
    private static int $before = 0;

    /** @var list<array{int, int, string, string, int}>|null  In a task, what PHP has reported: error_reporting() at the time, level, message, file, line. */
    private static ?array $issues = null;

    /**
     * Tasks that start from now on report to the test that waits for them, until
     * Hook::remove(). Null where there is no extension.
     */
    public static function register(): ?Hook
    {
        if (! function_exists('Pokio\atFork')) {
            return null;
        }

        return self::$hook ??= \Pokio\atFork(child: self::begin(...), end: self::end(...), parent: self::report(...));
    }

    private static function begin(): void
    {
        self::$before = Assert::getCount();
        if (self::$issues !== null) {
            // A task in a task: the handler is there.
            self::$issues = [];

            return;
        }
        $handler = self::handler();
        // A handler of the test's or the framework's own does what it does, and so
        // does that of PHPUnit 9, which throws.
        if ($handler instanceof ErrorHandler) {
            self::$issues = [];
            set_error_handler(static function (int $level, string $message, string $file, int $line) use ($handler): bool {
                self::$issues[] = [error_reporting(), $level, $message, $file, $line];

                // PHP shows and logs these, too, as it is set to. Of others PHPUnit makes
                // exceptions.
                return ($level & self::ISSUES) === 0 && $handler($level, $message, $file, $line);
            });
        }
    }

    /**
     * @return array{int, list<array{int, int, string, string, int}>}|null
     */
    private static function end(): ?array
    {
        $assertions = Assert::getCount() - self::$before;

        return $assertions === 0 && ! self::$issues ? null : [$assertions, self::$issues ?? []];
    }

    /**
     * @param  array{int, list<array{int, int, string, string, int}>}|null  $reports
     */
    private static function report(?array $reports): void
    {
        [$assertions, $issues] = $reports ?? [0, []];
        if ($assertions > 0) {
            (new \ReflectionProperty(Assert::class, 'count'))->setValue(null, Assert::getCount() + $assertions);
        }
        if (self::$issues !== null) {
            // A task in a task: they go on from here at this one's end.
            array_push(self::$issues, ...$issues);

            return;
        }
        $handler = self::handler();
        foreach ($handler instanceof ErrorHandler ? $issues : [] as [$reporting, $level, $message, $file, $line]) {
            // PHPUnit asks for it, to see whether @ was there.
            $own = error_reporting($reporting);
            try {
                $handler($level, $message, $file, $line);
            } catch (\Exception) {
                // The task has thrown it, and it comes home by itself.
            } finally {
                error_reporting($own);
            }
        }
    }

    /** The handler of errors, which PHP gives away only when it gets another. */
    private static function handler(): ?callable
    {
        $handler = set_error_handler(static fn (): bool => false);
        restore_error_handler();

        return $handler;
    }
}
