<?php

namespace Pokio\Psalm;

use Pokio\Outcome;
use Pokio\Promise;
use Psalm\Plugin\EventHandler\Event\FunctionReturnTypeProviderEvent;
use Psalm\Plugin\EventHandler\FunctionReturnTypeProviderInterface;
use Psalm\Type\Atomic\TClosure;
use Psalm\Type\Atomic\TGenericObject;
use Psalm\Type\Atomic\TKeyedArray;
use Psalm\Type\Union;

/**
 * Keeps each value at its key: await([async(fn () => 1), async(fn () => 'x')]) is
 * list{1, 'x'}. The same for Pokio\await(), all() and settle().
 */
final class FunctionTypes implements FunctionReturnTypeProviderInterface
{
    public static function getFunctionIds(): array
    {
        return ['await', 'pokio\await', 'pokio\all', 'pokio\settle'];
    }

    /**
     * Null where the stub's own type says as much.
     */
    public static function getFunctionReturnType(FunctionReturnTypeProviderEvent $event): ?Union
    {
        $array = null;
        foreach ($event->getCallArgs() as $position => $argument) {
            if ($argument->unpack) {
                return null;
            }
            if ($argument->name === null ? $position === 0 : in_array($argument->name->name, ['promises', 'tasks'], true)) {
                $type = $event->getStatementsSource()->getNodeTypeProvider()->getType($argument->value);
                $array = $type?->isSingle() ? current($type->getAtomicTypes()) : null;
            }
        }
        if (! $array instanceof TKeyedArray || $array->fallback_params !== null) {
            return null;
        }
        $function = strtolower($event->getFunctionId());
        $values = [];
        foreach ($array->properties as $key => $task) {
            $value = self::promised($task, $function === 'pokio\all' || $function === 'pokio\settle');
            if ($value === null) {
                return null;
            }
            if ($function === 'pokio\settle') {
                $value = new Union([new TGenericObject(Outcome::class, [$value])]);
            }
            $values[$key] = $value->setPossiblyUndefined($task->possibly_undefined);
        }

        return new Union([new TKeyedArray($values, null, null, $array->is_list)]);
    }

    /**
     * What a promise gives, or a closure where closures are tasks.
     */
    private static function promised(Union $task, bool $closures): ?Union
    {
        $atomic = $task->isSingle() ? current($task->getAtomicTypes()) : null;
        if ($atomic instanceof TGenericObject && $atomic->value === Promise::class) {
            return $atomic->type_params[0];
        }
        if (! $closures || ! $atomic instanceof TClosure || $atomic->return_type === null) {
            return null;
        }

        return self::promised($atomic->return_type, false) ?? $atomic->return_type;
    }
}
