--TEST--
Recipe: a handler of Symfony Messenger spreads its message over processes, and a task that dies fails the message
--EXTENSIONS--
pokio
pcntl
--INI--
error_reporting=24575
--SKIPIF--
<?php
require __DIR__ . '/../neighbours/skip.inc';
needs_fork();
foreach (['Component/Messenger', 'Component/EventDispatcher', 'Contracts/Service'] as $part) {
    stream_resolve_include_path("Symfony/$part/autoload.php") || die('skip a package php-symfony-… is not installed: ' . $part);
}
--FILE--
<?php
require 'Symfony/Component/Messenger/autoload.php';
require 'Symfony/Component/EventDispatcher/autoload.php';
require 'Symfony/Contracts/Service/autoload.php';
require __DIR__ . '/../../examples/recipes/messenger.php';

use Symfony\Component\EventDispatcher\EventDispatcher;
use Symfony\Component\Messenger\Envelope;
use Symfony\Component\Messenger\Event\WorkerMessageFailedEvent;
use Symfony\Component\Messenger\Event\WorkerMessageHandledEvent;
use Symfony\Component\Messenger\Event\WorkerRunningEvent;
use Symfony\Component\Messenger\EventListener\StopWorkerOnSigtermSignalListener;
use Symfony\Component\Messenger\EventListener\StopWorkerOnTimeLimitListener;
use Symfony\Component\Messenger\Handler\HandlersLocator;
use Symfony\Component\Messenger\MessageBus;
use Symfony\Component\Messenger\Middleware\HandleMessageMiddleware;
use Symfony\Component\Messenger\Worker;

$process = getmypid();
$resize = function (string $picture, int $width) use ($process): string {
    $width === 13 && posix_kill(getmypid(), SIGKILL);

    return getmypid() === $process ? 'in the caller' : "$picture at $width";
};
$memory = array_values(array_filter(['Symfony\Component\Messenger\Transport\InMemory\InMemoryTransport', 'Symfony\Component\Messenger\Transport\InMemoryTransport'], class_exists(...)))[0];
$transport = new $memory();
$bus = new MessageBus([new HandleMessageMiddleware(new HandlersLocator([Resize::class => [new ResizeHandler($resize)]]))]);
foreach ([[100, 200], [13], [300]] as $n => $widths) {
    $transport->send(new Envelope(new Resize("$n.jpg", $widths)));
}

$events = new EventDispatcher();
$events->addSubscriber(new StopWorkerOnTimeLimitListener(120)); // whatever happens
$signals = class_exists(StopWorkerOnSigtermSignalListener::class);
$signals && $events->addSubscriber(new StopWorkerOnSigtermSignalListener());
pcntl_async_signals(true);
$events->addListener(WorkerMessageHandledEvent::class, function (WorkerMessageHandledEvent $event) {
    echo json_encode($event->getEnvelope()->last(Symfony\Component\Messenger\Stamp\HandledStamp::class)->getResult()), "\n";
});
$events->addListener(WorkerMessageFailedEvent::class, function (WorkerMessageFailedEvent $event) {
    echo 'failed: ', $event->getThrowable()->getPrevious()->getMessage(), "\n";
});
// When nothing is left, the worker gets the signal that supervisors send; later
// versions of Messenger listen to it in the command, not in the worker.
$events->addListener(WorkerRunningEvent::class, function (WorkerRunningEvent $event) use ($signals) {
    if ($event->isWorkerIdle()) {
        $signals ? posix_kill(getmypid(), SIGTERM) : $event->getWorker()->stop();
    }
});

(new Worker(['memory' => $transport], $bus, $events))->run(['sleep' => 10000]);
echo count($transport->getAcknowledged()), ' acknowledged, ', count($transport->getRejected()), " rejected\n";
?>
--EXPECT--
["0.jpg at 100","0.jpg at 200"]
failed: The task with key 0 was killed by signal 9 (SIGKILL); the system may be out of memory
["2.jpg at 300"]
2 acknowledged, 1 rejected
