--TEST--
PHP's code that runs when even the objects are gone may still use pokio
--EXTENSIONS--
pokio
--FILE--
<?php
class Late
{
    public $context;
    public static $stream;
    public function stream_open() { return true; }
    public function stream_write($bytes) { return strlen($bytes); }
    public function stream_flush() { return true; }
    public function stream_close()
    {
        Pokio\UnwaitedFutureManager::instance();
        fwrite(STDOUT, 'late: ' . await(async(fn () => 42)) . "\n");
    }
}
stream_wrapper_register('late', Late::class);
Late::$stream = fopen('late://x', 'w');
echo "end\n";
?>
--EXPECT--
end
late: 42
