<?php

/** @return array<string, mixed> what a reader of the figures wants to know of the machine */
function machine(): array
{
    $read = fn (string $file, string $pattern) => preg_match($pattern, (string) @file_get_contents($file), $match) ? trim($match[1]) : null;

    return [
        'date' => date('Y-m-d'),
        'php' => PHP_VERSION,
        'extensions' => count(get_loaded_extensions()),
        'opcache' => (bool) ini_get('opcache.enable_cli') && extension_loaded('Zend OPcache'),
        'pokio' => phpversion('pokio'),
        'system' => $read('/etc/os-release', '/^PRETTY_NAME="?([^"\n]+)/m') ?? php_uname('s'),
        'kernel' => php_uname('s') . ' ' . preg_replace('/-.*/', '', php_uname('r')),
        'processor' => $read('/proc/cpuinfo', '/^model name\s*:\s*(.+)$/m') ?? php_uname('m'),
        'processors' => preg_match_all('/^processor\s*:/m', (string) @file_get_contents('/proc/cpuinfo')) ?: null,
        'memory_gb' => (int) round((int) $read('/proc/meminfo', '/^MemTotal:\s+(\d+) kB/m') / (1 << 20)),
        'priority' => function_exists('pcntl_getpriority') ? pcntl_getpriority() : null,
        'huge_pages' => $read('/sys/kernel/mm/transparent_hugepage/enabled', '/\[(\w+)\]/') ?? 'unknown',
    ];
}
