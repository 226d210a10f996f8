package io.tachograph.client.http;

import io.netty.channel.Channel;
import io.tachograph.client.http.arrival.StampCounters;
import java.util.concurrent.atomic.LongAdder;

/** Counts the connections of a client. Thread-safe. */
final class OpenConnections {
    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();

    void opened(Channel channel) {
        opened.increment();
        channel.closeFuture().addListener(ended -> closed.increment());
    }

    HttpCounters counters(StampCounters stamps) {
        // In this order, so that none is closed which was not opened.
        long ended = closed.sum();
        long begun = opened.sum();
        return new HttpCounters(begun, begun - ended, stamps);
    }
}
