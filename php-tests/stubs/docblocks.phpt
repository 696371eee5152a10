--TEST--
The stub parses, and its docblocks are complete
--EXTENSIONS--
tokenizer
--FILE--
<?php
$file = __DIR__ . '/../../stubs/pokio.php';
$source = file_get_contents($file);
PhpToken::tokenize($source, TOKEN_PARSE);

// Every class, function and method: its docblock, if any, and its head.
preg_match_all(
    '~^ *(?:(/\*\*(?:(?!\*/).)*\*/)\n *)?((?:(?:final|readonly|public|private|static) )*(?:class|interface|enum|function) (\w+)[^{;]*)~ms',
    $source,
    $found,
    PREG_SET_ORDER,
);
var_dump(count($found) > 50);
foreach ($found as [, $doc, $head, $name]) {
    $label = trim($head);
    preg_match('~^/\*\*\n *\* [^@\s]~', $doc) || print("no summary first: $label\n");
    if (! str_contains($head, 'function')) {
        continue;
    }
    preg_match('/\((.*)\)(?:: (\S+))?/s', $head, $parts);
    preg_match_all('/\$(\w+)/', $parts[1], $parameters);
    preg_match_all('/^ *\* @param  .+  (?:\.\.\.)?\$(\w+)/m', $doc, $documented);
    $parameters[1] === $documented[1] || print("@param: $label\n");
    // What a type cannot say, the docblock says.
    $says = str_contains($doc, '* @return ');
    in_array($parts[2] ?? '', ['mixed', 'array', 'Pokio\Promise', 'Promise', 'Future', 'Stream'], true) || ($parts[2] ?? '') === 'self' && in_array($name, ['then', 'catch', 'finally'], true)
        ? ($says || print("no @return: $label\n"))
        : ($says && print("@return without need: $label\n"));
}

// The types that an analyser needs to follow a value through a promise.
foreach ([
    'function async(\Closure' => [
        '@template TReturn', '@param  \Closure(): (TReturn|Pokio\Promise<TReturn>)  $callback', '@return Pokio\Promise<TReturn>',
        '@param-later-invoked-callable $callback', '@phpstan-throws void',
    ],
    'function await(Pokio' => [
        '@template TKey of array-key = array-key', '@template TReturn = mixed',
        '@param  array<TKey, Pokio\Promise<TReturn>>|Pokio\Promise<TReturn>  $promises',
        '@return ($promises is array ? array<TKey, TReturn> : TReturn)',
        '@phpstan-return ($promises is array ? ($promises is list ? list<TReturn> : array<TKey, TReturn>) : TReturn)',
        '@phpstan-impure',
    ],
    'function async(Closure' => [
        '@template TReturn', '@param  Closure(): (TReturn|Promise<TReturn>)  $callback', '@return Promise<TReturn>',
        '@param-later-invoked-callable $callback', '@phpstan-throws void',
    ],
    'function map' => [
        '@template TKey of array-key = array-key', '@template TItem = mixed', '@template TReturn = mixed',
        '@param  iterable<TKey, TItem>  $items', '@param  Closure(TItem, TKey): (TReturn|Promise<TReturn>)  $task',
        '@return array<TKey, TReturn>', '@phpstan-return ($items is list ? list<TReturn> : array<TKey, TReturn>)',
    ],
    'function stream' => [
        '@template TKey', '@template TReturn = mixed', '@param  iterable<TKey, TItem>  $items',
        '@return ($settle is true ? Stream<TKey, Outcome<TReturn>> : Stream<TKey, TReturn>)',
    ],
    'class Stream' => ['@template-covariant TKey', '@template-covariant TValue', '@implements \Iterator<TKey, TValue>'],
    'function all' => ['@return array<TKey, TReturn>', '@phpstan-return ($tasks is list ? list<TReturn> : array<TKey, TReturn>)'],
    'function any' => ['@return TReturn'],
    'function race' => ['@return TReturn'],
    'function settle' => [
        '@param  iterable<TKey, Closure(): (TReturn|Promise<TReturn>)|Promise<TReturn>>  $tasks',
        '@return array<TKey, Outcome<TReturn>>',
        '@phpstan-return ($tasks is list ? list<Outcome<TReturn>> : array<TKey, Outcome<TReturn>>)',
    ],
    'function done' => ['@phpstan-impure'],
    'class Outcome' => ['@template-covariant TValue = mixed'],
    'function get()' => ['@return TValue'],
    'function awaited()' => ['@phpstan-impure'],
    'function isOrchestrator()' => ['@phpstan-impure'],
    'function runtime()' => ['@phpstan-impure'],
    'function await(Promise' => [
        '@template TKey of array-key = array-key', '@template TReturn = mixed',
        '@param  array<TKey, Promise<TReturn>>|Promise<TReturn>  $promises',
        '@return ($promises is array ? array<TKey, TReturn> : TReturn)',
        '@phpstan-return ($promises is array ? ($promises is list ? list<TReturn> : array<TKey, TReturn>) : TReturn)',
        '@phpstan-impure',
    ],
    'class Promise' => ['@template-covariant TReturn'],
    'function then' => ['@template TThenReturn', '@param  Closure(TReturn): (TThenReturn|self<TThenReturn>)  $then', '@return self<TThenReturn>'],
    'function catch' => [
        '@template TThrowable of \Throwable', '@template TCatchReturn',
        '@param  Closure(TThrowable): (TCatchReturn|self<TCatchReturn>)  $catch', '@return self<TReturn|TCatchReturn>',
    ],
    'function finally' => ['@return self<TReturn>'],
    'function resolve' => ['@return TReturn'],
    'function __invoke' => ['@return TReturn'],
    'interface Future' => ['@template-covariant TResult'],
    'function defer(Closure' => ['@template TResult', '@param  Closure(): TResult  $callback', '@return Future<TResult>'],
    'class ForkFuture' => ['@template-covariant TResult', '@implements Future<TResult>'],
    'class SyncFuture' => ['@template-covariant TResult', '@implements Future<TResult>'],
] as $head => $tags) {
    $docs = array_filter($found, fn (array $one) => preg_match('/\b' . preg_quote($head, '/') . '(?!\w)/', $one[2]) === 1);
    $docs !== [] || print("no $head\n");
    foreach ($docs as [, $doc]) {
        foreach ($tags as $tag) {
            preg_match('/^ *\* ' . preg_quote($tag, '/') . '( |$)/m', $doc) || print("$head: no $tag\n");
        }
    }
}
// Links lead to headings of the pages, which a package of the stub alone has not.
preg_match_all('/@link \.\.\/(docs\/[\w-]+\.md)#([\w-]+)$/m', $source, $links, PREG_SET_ORDER);
var_dump(count($links) > 20, count($links) === substr_count($source, '@link'));
foreach ($links as [, $page, $anchor]) {
    preg_match_all('/^#+ (.+)$/m', (string) @file_get_contents(__DIR__ . "/../../$page"), $headings);
    in_array($anchor, array_map(fn (string $text) => str_replace(' ', '-', preg_replace('/[^\w -]/u', '', strtolower($text))), $headings[1]), true)
        || print("$page#$anchor leads nowhere\n");
}
// What PHPStan and Psalm load parses.
foreach (glob(__DIR__ . '/../../stubs/*/*.php') as $file) {
    PhpToken::tokenize(file_get_contents($file), TOKEN_PARSE);
}
echo "read\n";
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
read
