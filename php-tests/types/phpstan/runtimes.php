<?php

// The futures of the runtimes.

use Pokio\Kernel;
use Pokio\Runtime\Fork\ForkRuntime;
use Pokio\Runtime\Sync\{SyncFuture, SyncRuntime};

use function Given\{number, text};
use function PHPStan\Testing\assertType;

require_once __DIR__ . '/given.php';

assertType('Pokio\Contracts\Future<int>', (new ForkRuntime(2))->defer(number(...)));
assertType('int', (new ForkRuntime(2))->defer(number(...))->await());
assertType('Pokio\Contracts\Future<string>', (new SyncRuntime())->defer(text(...)));
assertType('string', (new SyncRuntime())->defer(text(...))->await());
assertType('Pokio\Runtime\Sync\SyncFuture<int>', new SyncFuture(number(...)));
assertType('int', (new SyncFuture(number(...)))->await());
assertType('Pokio\Contracts\Future<int>', Kernel::instance()->runtime()->defer(number(...)));
assertType('bool', Kernel::instance()->isOrchestrator());
