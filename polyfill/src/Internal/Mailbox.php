<?php

declare(strict_types=1);

namespace Pokio\Internal;

use Throwable;

/**
 * Messages on their way from tasks to whoever waits for them. Everything happens
 * inside send(): there is no other process.
 *
 * @internal
 */
final class Mailbox
{
    /** The innermost task that runs; null in the caller and in a handler. */
    private static ?Task $sender = null;

    private static bool $handling = false;

    /** @var list<array{callable, mixed}> Messages that came while a handler ran, each with its receiver. */
    private static array $kept = [];

    /**
     * From now on messages are this task's. Gives whose they were. (No call with
     * the task among its arguments stands in the traces of what the task throws:
     * that would be a cycle, and keep the caller's generators open.)
     */
    public static function enter(?Task $sender): ?Task
    {
        [$before, self::$sender] = [self::$sender, $sender];

        return $before;
    }

    public static function send(mixed $message): void
    {
        $sender = self::$sender;
        if ($sender === null) {
            return;
        }
        $receiver = $sender->receiver();
        if ($receiver === null) {
            return;
        }
        // As with processes: the same is refused, and the receiver has a copy.
        $message = unserialize(serialize($message instanceof Throwable ? Trace::without($message) : $message));
        self::$kept[] = [$receiver, $message];
        unset($message);
        // After a handler has thrown, the rest comes when somebody waits again.
        if ($sender->isInterrupted()) {
            return;
        }
        try {
            $sender->handle(self::deliver(...));
        } catch (Throwable $throwable) {
            $sender->interrupt($throwable);
        }
    }

    /**
     * Gives all messages to their handlers, one at a time. What a handler throws
     * leaves the function that waits; the others stay for the next.
     */
    public static function deliver(): void
    {
        if (self::$handling) {
            return;
        }
        self::$handling = true;
        try {
            while (self::$kept !== []) {
                [$receiver, $message] = array_shift(self::$kept);
                $before = self::enter(null);
                try {
                    $receiver($message);
                    // What its destructor throws is the receiver's.
                    unset($message);
                } finally {
                    self::enter($before);
                }
            }
        } finally {
            self::$handling = false;
        }
    }
}
