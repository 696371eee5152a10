--TEST--
__sleep() chooses the properties and __wakeup() completes them
--EXTENSIONS--
pokio
--FILE--
<?php
class Connection
{
    public $dsn = 'db';
    protected $user = 'me';
    private $password = 'secret';
    public $handle = 'open';
    public function __sleep(): array { return ['dsn', 'user']; }
    public function __wakeup(): void { $this->handle = "reopened $this->dsn as $this->user, password " . var_export($this->password, true); }
}
echo await(async(function () { $c = new Connection; $c->handle = 'in the task'; $c->dsn = 'other'; return $c; }))->handle, "\n";
?>
--EXPECT--
reopened other as me, password 'secret'
