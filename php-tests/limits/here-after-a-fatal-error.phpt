--TEST--
A fatal error ends what runs here: limits, receivers and cancellations disturb no shutdown function
--FILE--
<?php
require __DIR__ . '/../support/php.inc';
$begin = '
    use function Pokio\async;
    use function Pokio\await;

    pokio()->useSync();
    $fatal = function () { trigger_error("the end", E_USER_ERROR); };
    $receive = function ($message) { echo "received: $message\n"; };
';
$ends = [
    'another fiber, whose frame has the place of the first' => '
        function body(?Closure $task, $receive) {
            if ($task) {
                await(async($task, timeout: 0.2, onMessage: $receive));
            } else {
                innocent();
            }
        }
        function innocent() {
            try {
                Pokio\send("from nobody");
                for ($end = hrtime(true) + 300_000_000; hrtime(true) < $end;);
                echo "not disturbed\n";
            } catch (Throwable $e) {
                echo get_class($e), "\n";
            }
        }
        register_shutdown_function(function () use ($receive) {
            (new Fiber(body(...)))->start(null, $receive);
        });
        (new Fiber(body(...)))->start($fatal, $receive);
    ',
    'a call that blocks' => '
        register_shutdown_function(function () {
            $begin = hrtime(true);
            usleep(400_000);
            echo hrtime(true) - $begin >= 400_000_000 ? "slept\n" : "was woken\n";
        });
        await(async($fatal, timeout: 0.2));
    ',
    'a message after a fatal error in a receiver' => '
        register_shutdown_function(function () use ($receive) {
            echo await(async(function () {
                Pokio\send("the next");

                return "its outcome";
            }, onMessage: $receive)), "\n";
        });
        await(async(fn () => Pokio\send(1), onMessage: $fatal));
    ',
    'a fiber that was suspended goes on' => '
        $fiber = new Fiber(fn () => await(async(function () {
            Fiber::suspend();
            Pokio\send("a message of its task");
        }, timeout: 10, onMessage: $receive)));
        $fiber->start();
        register_shutdown_function(fn () => $fiber->resume());
        await(async($fatal, timeout: 10));
    ',
    'what a receiver has printed past a buffer is not lost' => '
        await(async(function () use ($fatal) {
            ob_start();
            Pokio\send("in a buffer");
            $fatal();
        }, onMessage: $receive));
    ',
];
foreach ($ends as $name => $end) {
    echo "-- $name\n";
    run("$begin $end", '-d display_errors=0 -d log_errors=0');
}
?>
--EXPECT--
-- another fiber, whose frame has the place of the first
not disturbed
exit status 255
-- a call that blocks
slept
exit status 255
-- a message after a fatal error in a receiver
received: the next
its outcome
exit status 255
-- a fiber that was suspended goes on
received: a message of its task
exit status 255
-- what a receiver has printed past a buffer is not lost
received: in a buffer
exit status 255
