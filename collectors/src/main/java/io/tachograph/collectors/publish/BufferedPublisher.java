package io.tachograph.collectors.publish;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a bounded buffer and a thread of its own before a receiving end that may block. When the buffer is full the newest
 * event is dropped and counted, so the ones before it keep their order.
 */
final class BufferedPublisher implements EventPublisher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BufferedPublisher.class);
    private static final long LOGGED_FAILURES = 3;

    private record Queued(String key, SpecificRecord event) {}

    private final EventSender sender;
    private final PublisherTally tally;
    private final Duration closeLimit;
    /** Bounded by the tally, which also counts what the receiving end still holds. */
    private final LinkedBlockingQueue<Queued> queue = new LinkedBlockingQueue<>();

    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;

    BufferedPublisher(String threadName, EventSender sender, int capacity, Duration closeLimit) {
        this.sender = sender;
        this.tally = new PublisherTally(capacity);
        this.closeLimit = closeLimit;
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    static BufferedPublisher start(String threadName, EventSender sender, int capacity, Duration closeLimit) {
        BufferedPublisher publisher = new BufferedPublisher(threadName, sender, capacity, closeLimit);
        publisher.thread.start();
        return publisher;
    }

    @Override
    public void publish(SpecificRecord event) {
        String key = RecordRoute.of(event).key();
        if (tally.offer()) {
            queue.add(new Queued(key, event));
        }
    }

    PublisherCounters counters() {
        return tally.counters();
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                Queued next = queue.poll(50, TimeUnit.MILLISECONDS);
                if (next != null) {
                    send(next);
                }
            }
        } catch (InterruptedException e) {
            // Closing has taken too long; what is left is counted there.
            return;
        }
    }

    private void send(Queued next) throws InterruptedException {
        try {
            sender.send(next.key, next.event, failure -> settle(next, failure));
        } catch (RuntimeException e) {
            settle(next, e);
            if (closing && Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void settle(Queued sent, @Nullable Exception failure) {
        if (failure == null) {
            tally.acknowledge();
            return;
        }
        tally.fail();
        long number = failures.incrementAndGet();
        if (number <= LOGGED_FAILURES) {
            LOG.warn(
                    "an event of target {} is lost: {}{}",
                    sent.key,
                    failure.toString(),
                    number == LOGGED_FAILURES ? "; further losses are only counted" : "");
        }
    }

    /**
     * Sends what is buffered, at most for the time limit given at the start, then counts what is left as failed. Events
     * published from now on are dropped.
     */
    @Override
    public void close() {
        long deadline = System.nanoTime() + closeLimit.toNanos();
        tally.close();
        closing = true;
        try {
            thread.join(Math.max(1, closeLimit.toMillis()));
            thread.interrupt();
            sender.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            long lost = tally.pending();
            tally.settle();
            if (lost > 0) {
                LOG.warn("{} events could not be sent before closing and are lost", lost);
            }
        }
    }
}
