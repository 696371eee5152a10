<?php

namespace Pokio;

// A class that only the package has.
final class Transport
{
    public function name(): string
    {
        return 'of the package';
    }
}
