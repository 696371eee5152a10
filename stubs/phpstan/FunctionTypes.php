<?php

namespace Pokio\PHPStan;

use PhpParser\Node\Expr\FuncCall;
use PHPStan\Analyser\Scope;
use PHPStan\Reflection\FunctionReflection;
use PHPStan\Type\Accessory\AccessoryArrayListType;
use PHPStan\Type\Accessory\NonEmptyArrayType;
use PHPStan\Type\ArrayType;
use PHPStan\Type\Constant\ConstantArrayType;
use PHPStan\Type\Constant\ConstantArrayTypeBuilder;
use PHPStan\Type\DynamicFunctionReturnTypeExtension;
use PHPStan\Type\GeneralizePrecision;
use PHPStan\Type\Generic\GenericObjectType;
use PHPStan\Type\NeverType;
use PHPStan\Type\ObjectType;
use PHPStan\Type\Type;
use PHPStan\Type\TypeCombinator;
use Pokio\Outcome;
use Pokio\Promise;

/**
 * Keeps each value at its key: await([async(fn () => 1), async(fn () => 'x')]) is
 * array{int, string}. The same for Pokio\await(), all() and settle().
 */
final class FunctionTypes implements DynamicFunctionReturnTypeExtension
{
    /**
     * @param  bool  $deathIsNull  Whether the global await() may give null for a task that died.
     */
    public function __construct(private bool $deathIsNull) {}

    public function isFunctionSupported(FunctionReflection $functionReflection): bool
    {
        return in_array(strtolower($functionReflection->getName()), ['await', 'pokio\await', 'pokio\all', 'pokio\settle'], true);
    }

    /**
     * Null where the stub's own type says as much.
     */
    public function getTypeFromFunctionCall(FunctionReflection $functionReflection, FuncCall $functionCall, Scope $scope): ?Type
    {
        $function = strtolower($functionReflection->getName());
        $argument = null;
        foreach ($functionCall->getArgs() as $position => $one) {
            if ($one->unpack) {
                return null;
            }
            if ($one->name === null ? $position === 0 : in_array($one->name->toString(), ['promises', 'tasks'], true)) {
                $argument = $scope->getType($one->value);
            }
        }
        if ($argument === null) {
            return null;
        }
        $value = function (Type $task) use ($function, $scope): ?Type {
            $value = self::promised($task, $function === 'await' || $function === 'pokio\await' ? null : $scope);
            if ($value !== null && $function === 'await' && $this->deathIsNull) {
                return TypeCombinator::addNull($value);
            }

            return $value !== null && $function === 'pokio\settle' ? new GenericObjectType(Outcome::class, [$value]) : $value;
        };

        return $argument->isArray()->yes()
            ? self::each($argument, $value)
            : ($function === 'await' && $this->deathIsNull ? $value($argument) : null);
    }

    /**
     * What a promise gives, or, where there is a scope, a closure as a task.
     */
    public static function promised(Type $task, ?Scope $scope = null): ?Type
    {
        if ((new ObjectType(Promise::class))->isSuperTypeOf($task)->yes()) {
            return $task->getTemplateType(Promise::class, 'TReturn');
        }
        if ($scope === null || ! $task->isCallable()->yes()) {
            return null;
        }
        $values = [];
        foreach ($task->getCallableParametersAcceptors($scope) as $acceptor) {
            $values[] = self::promised($acceptor->getReturnType()) ?? $acceptor->getReturnType();
        }

        // As of async(): the type of a literal is not the literal.
        return TypeCombinator::union(...$values)->generalize(GeneralizePrecision::templateArgument());
    }

    /**
     * The array with what the callback makes of each of its values.
     *
     * @param  callable(Type): ?Type  $callback
     */
    private static function each(Type $array, callable $callback): ?Type
    {
        $constants = $array->getConstantArrays();
        if ($constants === []) {
            $value = $callback($array->getIterableValueType());
            if ($value === null) {
                return null;
            }

            return TypeCombinator::intersect(
                new ArrayType($array->getIterableKeyType(), $value),
                ...($array->isList()->yes() ? [new AccessoryArrayListType] : []),
                ...($array->isIterableAtLeastOnce()->yes() ? [new NonEmptyArrayType] : []),
            );
        }
        $shapes = [];
        foreach ($constants as $constant) {
            $shape = self::shape($constant, $callback);
            if ($shape === null) {
                return null;
            }
            $shapes[] = $shape;
        }

        return TypeCombinator::union(...$shapes);
    }

    /**
     * An array whose keys are known. If one of its values never comes, none does.
     *
     * @param  callable(Type): ?Type  $callback
     */
    private static function shape(ConstantArrayType $array, callable $callback): ?Type
    {
        $shape = ConstantArrayTypeBuilder::createEmpty();
        foreach ($array->getKeyTypes() as $i => $key) {
            $value = $callback($array->getValueTypes()[$i]);
            if ($value === null) {
                return null;
            }
            if ($value instanceof NeverType && ! $array->isOptionalKey($i)) {
                return $value;
            }
            $shape->setOffsetValueType($key, $value, $array->isOptionalKey($i));
        }
        $type = $shape->getArray();

        return $array->isList()->yes() && ! $type->isList()->yes() ? TypeCombinator::intersect($type, new AccessoryArrayListType) : $type;
    }
}
