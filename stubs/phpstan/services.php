<?php

// PHPStan includes this through ../extension.neon. It loads the classes here, in
// each of its processes, because no autoloader knows them.

use Pokio\PHPStan\FunctionTypes;
use Pokio\PHPStan\NullableTypes;

require_once __DIR__ . '/FunctionTypes.php';
require_once __DIR__ . '/NullableTypes.php';

return [
    'services' => [
        [
            'class' => FunctionTypes::class,
            'arguments' => ['deathIsNull' => '%pokio.deathIsNull%'],
            'tags' => ['phpstan.broker.dynamicFunctionReturnTypeExtension'],
        ],
        ['class' => NullableTypes::class],
    ],
    'conditionalTags' => [
        NullableTypes::class => ['phpstan.broker.expressionTypeResolverExtension' => '%pokio.deathIsNull%'],
    ],
];
