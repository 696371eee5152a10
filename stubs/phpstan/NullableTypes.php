<?php

namespace Pokio\PHPStan;

use PhpParser\Node\Expr;
use PhpParser\Node\Identifier;
use PHPStan\Analyser\Scope;
use PHPStan\Type\ExpressionTypeResolverExtension;
use PHPStan\Type\Type;
use PHPStan\Type\TypeCombinator;

/**
 * With ../nullable.neon: $promise->resolve() and $promise() may give null.
 */
final class NullableTypes implements ExpressionTypeResolverExtension
{
    /**
     * Null for every other expression.
     */
    public function getType(Expr $expr, Scope $scope): ?Type
    {
        $promise = match (true) {
            $expr instanceof Expr\FuncCall && $expr->name instanceof Expr => $expr->name,
            $expr instanceof Expr\MethodCall && $expr->name instanceof Identifier
                && in_array($expr->name->toLowerString(), ['resolve', '__invoke'], true) => $expr->var,
            default => null,
        };
        if ($promise === null || $expr->isFirstClassCallable()) {
            return null;
        }
        $value = FunctionTypes::promised($scope->getType($promise));

        return $value === null ? null : TypeCombinator::addNull($value);
    }
}
