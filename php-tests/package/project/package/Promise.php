<?php

namespace Pokio;

use Closure;

// The stand-in's class: what a program needs where the extension is not.
final class Promise
{
    public function __construct(private readonly Closure $callback)
    {
    }

    public function defer(): void
    {
    }

    public function resolve(): mixed
    {
        return ($this->callback)();
    }
}
