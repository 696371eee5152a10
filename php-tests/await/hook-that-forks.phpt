--TEST--
A hook that forks by hand while a value is read: both processes have the value and run tasks
--EXTENSIONS--
pokio
pcntl
--FILE--
<?php
class Hook
{
    public $rest;
    public function __serialize(): array { return ['rest' => str_repeat('z', 20_000)]; }
    public function __unserialize(array $data): void
    {
        $this->rest = $data['rest'];
        if (! isset($GLOBALS['pid'])) {
            $GLOBALS['pid'] = pcntl_fork();
            Pokio\Kernel::instance()->isOrchestrator();
        }
    }
}
$value = await(async(fn () => [new Hook, new Hook, str_repeat('q', 20_000)]));
$right = $value[1]->rest === str_repeat('z', 20_000) && $value[2] === str_repeat('q', 20_000);
$sum = array_sum(await([async(fn () => 2), async(fn () => 3)]));
if ($pid === 0) {
    exit($right && $sum === 5 ? 7 : 1);
}
pcntl_waitpid($pid, $status);
var_dump($right, $sum, pcntl_wifexited($status) ? pcntl_wexitstatus($status) : 'killed');
?>
--EXPECT--
bool(true)
int(5)
int(7)
