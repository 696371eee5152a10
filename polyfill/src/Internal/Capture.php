<?php

declare(strict_types=1);

namespace Pokio\Internal;

use Closure;
use Pokio\Output;

/**
 * A buffer for what one task prints.
 *
 * @internal
 */
final class Capture
{
    private int $level = 0;

    /** What was written, under Output::Capture. */
    private string $captured = '';

    /** The beginning of a line whose end has not come yet. */
    private string $line = '';

    /** Whether it is the end of the task that ends the buffer. */
    private bool $ending = false;

    /** Whether what is written is the caller's. */
    private bool $isPast = false;

    /** What of the caller's is to be passed on before anything else. */
    private string $past = '';

    /**
     * @param  string  $label  What stands before each line under Output::Prefix.
     * @param  bool  $isReceived  Whether something receives messages: what that writes needs a way past buffers that the task begins.
     */
    public function __construct(private readonly Output $output, private readonly string $label, bool $isReceived)
    {
        if ($output === Output::Inherit && ! $isReceived) {
            return;
        }
        match ($output) {
            Output::Inherit => ob_start($this->all(...), 1),
            Output::Capture => ob_start($this->keep(...), 1),
            Output::Prefix => ob_start($this->lines(...), 1),
            Output::Discard => ob_start($this->nothing(...), 1),
        };
        $this->level = ob_get_level();
    }

    /**
     * What this writes is not the task's: it is passed on as it is; if the task has begun
     * buffers of its own, when something is written to this one next.
     */
    public function past(Closure $write): void
    {
        if ($this->level === 0 || ob_get_level() < $this->level) {
            $write();

            return;
        }
        $within = ob_get_level() > $this->level && ob_start();
        $this->isPast = ! $within;
        try {
            $write();
        } finally {
            $this->isPast = false;
            if ($within) {
                $this->past .= ob_get_clean();
            }
        }
    }

    /**
     * Ends the buffer. Gives what was captured; null if nothing was to be.
     */
    public function end(): ?string
    {
        if ($this->level > 0) {
            // Buffers that the task left open are part of its output.
            while (ob_get_level() > $this->level) {
                ob_end_flush();
            }
            // A task that ended this buffer has lost the rest.
            if (ob_get_level() === $this->level) {
                $this->ending = true;
                ob_end_flush();
            }
        }

        return $this->output === Output::Capture ? $this->captured : null;
    }

    /**
     * What the task flushes is captured, too. If code ends the buffer, or the program
     * ends within the task, all of it is shown.
     */
    private function keep(string $text, int $phase): string
    {
        $past = $this->takePast($text);
        $this->captured .= $text;
        if ($this->ending || ! ($phase & PHP_OUTPUT_HANDLER_FINAL)) {
            return $past;
        }
        [$shown, $this->captured] = [$this->captured, ''];

        return $past . $shown;
    }

    private function all(string $text): string
    {
        return $this->takePast($text) . $text;
    }

    private function nothing(string $text): string
    {
        return $this->takePast($text);
    }

    private function lines(string $text, int $phase): string
    {
        $past = $this->takePast($text);
        $lines = explode("\n", $this->line . $text);
        $this->line = (string) array_pop($lines);
        if ($phase & PHP_OUTPUT_HANDLER_FINAL && $this->line !== '') {
            $lines[] = $this->line;
            $this->line = '';
        }

        $label = strtr($this->label, "\r\n", '  ');

        return $past . implode('', array_map(static fn (string $line): string => "[$label] $line\n", $lines));
    }

    /**
     * The caller's part of what is to be written; leaves the task's.
     */
    private function takePast(string &$text): string
    {
        [$past, $this->past] = [$this->past, ''];
        if ($this->isPast) {
            $past .= $text;
            $text = '';
        }

        return $past;
    }
}
