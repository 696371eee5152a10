<?php

declare(strict_types=1);

namespace Pokio\Support;

use Closure;
use ReflectionFunction;
use ReflectionIntersectionType;
use ReflectionNamedType;
use ReflectionType;
use ReflectionUnionType;
use Throwable;

/**
 * The rule by which catch() chooses.
 */
final readonly class Reflection
{
    /**
     * Whether the closure's first parameter takes the throwable. Without a type or
     * a parameter everything is taken.
     */
    public static function isCatchable(Closure $callback, Throwable $throwable): bool
    {
        $function = new ReflectionFunction($callback);
        $type = ($function->getParameters()[0] ?? null)?->getType();

        return $type === null || self::accepts($type, $throwable, $function);
    }

    private static function accepts(ReflectionType $type, Throwable $throwable, ReflectionFunction $function): bool
    {
        if ($type instanceof ReflectionUnionType || $type instanceof ReflectionIntersectionType) {
            $all = $type instanceof ReflectionIntersectionType;
            foreach ($type->getTypes() as $part) {
                if (self::accepts($part, $throwable, $function) !== $all) {
                    return ! $all;
                }
            }

            return $all;
        }
        $name = $type instanceof ReflectionNamedType ? $type->getName() : '';
        $scope = $function->getClosureScopeClass();

        return match (strtolower($name)) {
            'mixed', 'object' => true,
            'callable' => is_callable($throwable),
            'self', 'static' => $scope !== null && $throwable instanceof $scope->name,
            'parent' => $scope?->getParentClass() && $throwable instanceof ($scope->getParentClass()->name),
            default => $throwable instanceof $name,
        };
    }
}
