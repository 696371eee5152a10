<?php

/** The message: one picture in several sizes. */
final class Resize
{
    public function __construct(public string $picture, public array $widths) {}
}

/** Its handler, which spreads the work over the processors. A failure fails the message, and Messenger's retries apply. */
final class ResizeHandler
{
    public function __construct(private Closure $resize) {}

    public function __invoke(Resize $message): array
    {
        return Pokio\map($message->widths, fn (int $width) => ($this->resize)($message->picture, $width), timeout: 60.0);
    }
}
