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

    /** The beginning of a line whose end has not come yet. */
    private string $line = '';

    /**
     * @param  string  $label  What stands before each line under Output::Prefix.
     */
    public function __construct(private readonly Output $output, private readonly string $label)
    {
        if ($output === Output::Inherit) {
            return;
        }
        match ($output) {
            Output::Capture => ob_start(),
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
        $captured = '';
        if ($this->level > 0) {
            // Buffers that the task left open are part of its output.
            while (ob_get_level() > $this->level) {
                ob_end_flush();
            }
            // A task that ended this buffer has lost the rest.
            if (ob_get_level() === $this->level) {
                if ($this->output === Output::Capture) {
                    $captured = (string) ob_get_clean();
                } else {
                    ob_end_flush();
                }
            }
        }

        return $this->output === Output::Capture ? $captured : null;
    }

    private function lines(string $text, int $phase): string
    {
        $lines = explode("\n", $this->line . $text);
        $this->line = (string) array_pop($lines);
        if ($phase & PHP_OUTPUT_HANDLER_FINAL && $this->line !== '') {
            $lines[] = $this->line;
            $this->line = '';
        }

        return implode('', array_map(fn (string $line): string => "[$this->label] $line\n", $lines));
    }
}
