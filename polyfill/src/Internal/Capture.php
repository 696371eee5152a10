<?php

declare(strict_types=1);

namespace Pokio\Internal;

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

    /**
     * @param  string  $label  What stands before each line under Output::Prefix.
     */
    public function __construct(private readonly Output $output, private readonly string $label)
    {
        if ($output === Output::Inherit) {
            return;
        }
        match ($output) {
            Output::Capture => ob_start($this->keep(...), 1),
            Output::Prefix => ob_start($this->lines(...), 1),
            Output::Discard => ob_start(static fn (): string => '', 1),
        };
        $this->level = ob_get_level();
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
        $this->captured .= $text;
        if ($this->ending || ! ($phase & PHP_OUTPUT_HANDLER_FINAL)) {
            return '';
        }
        [$shown, $this->captured] = [$this->captured, ''];

        return $shown;
    }

    private function lines(string $text, int $phase): string
    {
        $lines = explode("\n", $this->line . $text);
        $this->line = (string) array_pop($lines);
        if ($phase & PHP_OUTPUT_HANDLER_FINAL && $this->line !== '') {
            $lines[] = $this->line;
            $this->line = '';
        }

        $label = strtr($this->label, "\r\n", '  ');

        return implode('', array_map(static fn (string $line): string => "[$label] $line\n", $lines));
    }
}
