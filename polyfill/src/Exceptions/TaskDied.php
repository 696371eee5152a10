<?php

declare(strict_types=1);

namespace Pokio\Exceptions;

use Throwable;

/**
 * A task whose process ended before it had a value. Without the extension there
 * are no such processes: what would end one ends the program.
 */
final class TaskDied extends TaskException
{
    private const SIGNALS = [
        1 => 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGILL', 'SIGTRAP', 'SIGABRT',
        8 => 'SIGFPE', 'SIGKILL', 11 => 'SIGSEGV', 13 => 'SIGPIPE', 'SIGALRM', 'SIGTERM',
    ];

    public function __construct(
        ?string $message = null,
        int $code = 0,
        ?Throwable $previous = null,
        int|string|null $key = null,
        ?string $name = null,
        ?string $output = null,
        ?string $errorOutput = null,
        public readonly ?int $exitCode = null,
        public readonly ?int $signal = null,
        public readonly ?string $fatalError = null,
    ) {
        $message ??= self::subject($key, $name) . ' ' . match (true) {
            $fatalError !== null => "ended with a fatal error: $fatalError",
            $signal !== null => "was killed by signal $signal" . (isset(self::SIGNALS[$signal]) ? ' (' . self::SIGNALS[$signal] . ')' : '') . ($signal === 9 ? '; the system may be out of memory' : ''),
            $exitCode !== null => "called exit($exitCode)",
            default => 'died, and nobody knows of what: another part of the program has taken its exit status',
        };
        parent::__construct($message, $code, $previous, $key, $name, $output, $errorOutput);
    }
}
