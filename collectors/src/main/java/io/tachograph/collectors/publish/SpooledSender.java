package io.tachograph.collectors.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts events into a spool, and on a thread of its own from there onto Kafka. When Kafka refuses or does not answer, it
 * goes back to the oldest event without an acknowledgement and tries again, for ever; events that were sent but not
 * acknowledged are then sent twice, and count once where they are counted. Only what Kafka will never take, because it
 * is too large, is left out and counted.
 */
final class SpooledSender implements EventSender {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledSender.class);
    private static final int MOST_IN_FLIGHT = 10_000;
    private static final long IDLE_MILLIS = 10;
    private static final long PAUSE_MILLIS = 1_000;
    private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** One event on its way to Kafka. */
    private static final class InFlight {
        private final long next;
        private boolean settled;

        InFlight(long next) {
            this.next = next;
        }
    }

    private final Spool spool;
    private final KafkaSender kafka;
    private final Thread thread;
    /** In the order of the spool. Guards what follows. */
    private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();

    private @Nullable Exception trouble;
    private long rejected;
    private boolean warned;
    private volatile boolean closing;

    private SpooledSender(String threadName, Spool spool, KafkaSender kafka) {
        this.spool = spool;
        this.kafka = kafka;
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    /** Takes over both. */
    static SpooledSender start(String threadName, Spool spool, KafkaSender kafka) {
        SpooledSender sender = new SpooledSender(threadName, spool, kafka);
        sender.thread.start();
        return sender;
    }

    @Override
    public void send(String key, SpecificRecord event, Receipt receipt) {
        try {
            spool.append(kafka.encode(key, event));
            receipt.settle(null);
        } catch (IOException e) {
            receipt.settle(e);
        }
    }

    private void run() {
        try {
            long position = spool.committed();
            long savedNanos = System.nanoTime();
            while (!closing) {
                position = forward(position);
                if (System.nanoTime() - savedNanos > SAVE_NANOS) {
                    savedNanos = System.nanoTime();
                    spool.save();
                }
            }
        } catch (InterruptedException | InterruptException e) {
            // Closing; what is left stays in the spool.
            return;
        } catch (IOException e) {
            LOG.error("nothing is sent to Kafka any more: {}", e.getMessage(), e);
        }
    }

    /** Sends the event at a position if there is one. */
    private long forward(long position) throws IOException, InterruptedException {
        Spool.Entry entry = inFlight() < MOST_IN_FLIGHT ? spool.read(position) : null;
        long next = position;
        if (entry != null) {
            InFlight sent = new InFlight(entry.next());
            synchronized (inFlight) {
                inFlight.add(sent);
            }
            try {
                kafka.send(entry.event(), failure -> settle(sent, entry.event(), failure));
            } catch (RuntimeException e) {
                settle(sent, entry.event(), e);
            }
            next = entry.next();
        } else {
            Thread.sleep(IDLE_MILLIS);
        }
        commit();
        return troubled() ? startOver() : next;
    }

    private void settle(InFlight sent, EncodedEvent event, @Nullable Exception failure) {
        synchronized (inFlight) {
            if (failure == null) {
                sent.settled = true;
            } else if (isHopeless(failure)) {
                sent.settled = true;
                rejected++;
                LOG.warn("an event for {} is lost: {}", event.topic(), failure.toString());
            } else {
                trouble = failure;
            }
        }
    }

    private static boolean isHopeless(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException;
    }

    /** Commits the oldest events as far as they are settled. */
    private void commit() throws IOException {
        for (InFlight settled = takeSettled(); settled != null; settled = takeSettled()) {
            spool.commit(settled.next);
        }
    }

    private @Nullable InFlight takeSettled() {
        synchronized (inFlight) {
            InFlight oldest = inFlight.peek();
            if (oldest == null || !oldest.settled) {
                return null;
            }
            warned = false;
            return inFlight.remove();
        }
    }

    /** Waits for what is in flight, so that nothing of it overtakes what is sent again. */
    private long startOver() throws IOException, InterruptedException {
        synchronized (inFlight) {
            if (!warned) {
                LOG.warn("Kafka does not take events, which stay in the spool: {}", String.valueOf(trouble));
            }
            warned = true;
        }
        kafka.flush();
        commit();
        synchronized (inFlight) {
            inFlight.clear();
            trouble = null;
        }
        Thread.sleep(PAUSE_MILLIS);
        return spool.committed();
    }

    private boolean troubled() {
        synchronized (inFlight) {
            return trouble != null;
        }
    }

    private int inFlight() {
        synchronized (inFlight) {
            return inFlight.size();
        }
    }

    /** What becomes of events that were spooled. */
    SpoolCounters counters() {
        synchronized (inFlight) {
            return new SpoolCounters(spool.pending(), spool.dropped(), rejected);
        }
    }

    /** Stops; what Kafka has not acknowledged within the limit stays in the spool for the next process. */
    @Override
    public void close(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (spool.pending() > 0 && System.nanoTime() - deadline < 0 && !troubled() && thread.isAlive()) {
                Thread.sleep(10);
            }
            closing = true;
            thread.interrupt();
            kafka.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            thread.join(TimeUnit.SECONDS.toMillis(5));
            commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the spool's position is not saved, so some events will be sent again: {}", e.getMessage());
        } finally {
            try {
                spool.close();
            } catch (IOException e) {
                LOG.warn("the spool cannot be closed: {}", e.getMessage());
            }
        }
    }
}
