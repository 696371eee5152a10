<?php

// What the cases beside this file are made of: functions whose types are plain.

namespace Given;

use LogicException;
use Pokio\Promise;

function number(): int
{
    return 7;
}

function text(): string
{
    return 'seven';
}

function label(int $price): string
{
    return "$price EUR";
}

function length(string $word): int
{
    return strlen($word);
}

function fails(): never
{
    throw new LogicException('This task fails.');
}

/**
 * @return array<int, Promise<string>>
 */
function texts(): array
{
    return [3 => async(text(...)), 1 => async(text(...))];
}

/**
 * @return array<string, Promise<int>>
 */
function numbers(): array
{
    return ['b' => async(number(...)), 'a' => async(number(...))];
}

/**
 * @return list<Promise<int>>
 */
function listed(): array
{
    return [async(number(...)), async(number(...))];
}

/**
 * @return array<string, int>
 */
function prices(): array
{
    return ['pear' => 3, 'apple' => 4];
}

/**
 * @return list<string>
 */
function words(): array
{
    return ['one', 'two'];
}

/**
 * @return iterable<string, int>
 */
function priced(): iterable
{
    yield from prices();
}
