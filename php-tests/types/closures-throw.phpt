--TEST--
Where the stub or the polyfill lists what a function throws, what closures throw is in the list
--EXTENSIONS--
pokio
--INI--
pokio.max_processes=1
--FILE--
<?php
// An analyser takes such a list for complete, and a `catch` of anything else for dead code.
use Pokio\UnwaitedFutureManager;

use function Pokio\{all, any, map, race, send, settle, stream};

$fails = fn () => throw new DomainException('thrown');
$input = function () {
    throw new DomainException('thrown');
    yield 1;
};
/** A stream at its first result, whose second task fails. */
$begun = function () use ($fails) {
    $stream = stream([fn () => 1, $fails]);
    $stream->rewind();

    return $stream;
};
/** Starts one while a task has the only place and sends a message, whose receiver throws. */
$whileBusy = function (Closure $start) use ($fails) {
    [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    Pokio\async(function () use ($there) {
        send(1);
        fgets($there);
    }, onMessage: $fails)->defer();
    try {
        $start();
    } finally {
        fwrite($here, "\n");
    }
};
$calls = [
    'await' => fn () => await(async($fails)),
    'Pokio\await' => fn () => Pokio\await(async($fails)),
    'Pokio\map' => fn () => map([1], $fails),
    'Pokio\all' => fn () => all([$fails]),
    'Pokio\any' => fn () => any($input()),
    'Pokio\race' => fn () => race([$fails]),
    'Pokio\settle' => fn () => settle($input()),
    'Pokio\Stream::rewind' => fn () => stream([$fails])->rewind(),
    'Pokio\Stream::valid' => fn () => stream([$fails])->valid(),
    'Pokio\Stream::current' => fn () => stream([$fails])->current(),
    'Pokio\Stream::key' => fn () => stream([$fails])->key(),
    'Pokio\Stream::next' => fn () => $begun()->next(),
    'Pokio\Outcome::get' => fn () => settle([$fails])[0]->get(),
    'Pokio\Promise::resolve' => fn () => async($fails)->resolve(),
    'Pokio\Promise::__invoke' => fn () => async($fails)(),
    'Pokio\Promise::defer' => fn () => $whileBusy(fn () => async(fn () => 1)->defer()),
    'Pokio\UnwaitedFutureManager::run' => function () use ($fails) {
        async($fails)->defer();
        UnwaitedFutureManager::instance()->run();
    },
    'Pokio\Runtime\Fork\ForkRuntime::defer' => fn () => $whileBusy(fn () => Pokio\Kernel::instance()->runtime()->defer(fn () => 1)),
    'Pokio\Runtime\Fork\ForkFuture::await' => fn () => (new Pokio\Runtime\Fork\ForkRuntime(1))->defer($fails)->await(),
    'Pokio\Runtime\Sync\SyncFuture::await' => fn () => (new Pokio\Runtime\Sync\SyncFuture($fails))->await(),
];

/** The classes after @throws of each function and method in a file, without their namespaces. */
function throws(string $file): array
{
    $source = file_get_contents($file);
    preg_match_all('~^(?:namespace ([\w\\\\]+)|\h*(?:final |readonly |abstract )*(?:class|interface|enum) (\w+)|\h*(/\*\*(?:(?!\*/).)*\*/)\s+(?:(?:public|private|static) )*function (\w+))~ms', $source, $found, PREG_SET_ORDER);
    $namespace = $class = '';
    $throws = [];
    foreach ($found as $one) {
        if (($one[1] ?? '') !== '') {
            [$namespace, $class] = ["$one[1]\\", ''];
        } elseif (($one[2] ?? '') !== '') {
            $class = "$one[2]::";
        } else {
            preg_match_all('/@throws \S*?(\w+)(?= |$)/m', $one[3], $classes);
            $throws[$namespace . $class . $one[4]] = $classes[1];
        }
    }

    return $throws;
}

$root = dirname(__DIR__, 2);
$files = new RegexIterator(new RecursiveIteratorIterator(new RecursiveDirectoryIterator("$root/polyfill")), '/\.php$/');
$lists = ['stub' => throws("$root/stubs/pokio.php"), 'polyfill' => array_merge(...array_map(throws(...), array_keys(iterator_to_array($files))))];
foreach ($calls as $name => $call) {
    try {
        $call();
        echo "$name throws nothing\n";
    } catch (DomainException) {
    }
    isset($lists['stub'][$name]) || print("the stub has no $name\n");
    foreach ($lists as $where => $list) {
        if (($list[$name] ?? []) !== [] && ! in_array('Throwable', $list[$name], true)) {
            echo "$where, $name: ", implode(', ', $list[$name]), "\n";
        }
    }
}
echo count(array_intersect_key($lists['polyfill'], $calls)) > 8 ? 'compared' : 'found too little', "\n";
?>
--EXPECT--
compared
