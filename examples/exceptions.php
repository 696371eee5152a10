<?php

final class OrderFailed extends RuntimeException
{
    public function __construct(public readonly int $order, Throwable $previous)
    {
        parent::__construct("Order $order failed", 42, $previous);
    }
}

function charge(int $order): never
{
    throw new OrderFailed($order, new LogicException('the card has expired'));
}

try {
    await(async(fn () => charge(7)));
} catch (OrderFailed $e) {
    echo $e->getMessage(), ', code ', $e->getCode(), ', order number ', $e->order, "\n";
    echo 'Reason: ', $e->getPrevious()->getMessage(), "\n";
    echo 'Thrown in: ', $e->getTrace()[0]['function'], "()\n";
}
