package io.tachograph.collectors.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts events into a spool, and on a thread of its own from there onto Kafka. When Kafka refuses or does not answer, it
 * goes back to the oldest event without an acknowledgement and tries again, for ever; events that were sent but not
 * acknowledged are then sent twice, and count once where they are counted. Only what Kafka will never take, because it
 * is too large or refused by the broker as invalid, is left out and counted.
 */
final class SpooledSender implements EventSender {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledSender.class);
    private static final int MOST_IN_FLIGHT = 10_000;
    private static final long IDLE_MILLIS = 10;
    private static final long PAUSE_MILLIS = 1_000;
    private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** One event in flight to Kafka. */
    private static final class InFlight {
        private final long next;
        private boolean settled;
        private boolean rejected;

        InFlight(long next) {
            this.next = next;
        }
    }

    private final Spool spool;
    private final KafkaSender kafka;
    private final Thread thread;
    /** In the order of the spool. Guards its elements and {@code failed}. */
    private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();

    private final AtomicLong rejected = new AtomicLong();
    private boolean failed;
    /** What keeps events in the spool; null when nothing does. */
    private volatile @Nullable String complaint;

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

    /** Nothing ends this thread but closing: what fails now may work in a second. */
    private void run() {
        long position = spool.committed();
        long savedNanos = System.nanoTime();
        while (!closing) {
            try {
                position = forward(position);
                if (System.nanoTime() - savedNanos > SAVE_NANOS) {
                    savedNanos = System.nanoTime();
                    spool.save();
                }
            } catch (IOException | RuntimeException e) {
                complain("the spool cannot be read or written: " + e);
                pause(PAUSE_MILLIS);
            }
        }
    }

    /** Sends the event at a position if there is one. */
    private long forward(long position) throws IOException {
        Spool.Entry entry = inFlight() < MOST_IN_FLIGHT ? spool.read(position) : null;
        long next = position;
        if (entry == null) {
            pause(IDLE_MILLIS);
        } else {
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
        }
        commit();
        return hasFailed() ? startOver() : next;
    }

    private void settle(InFlight sent, EncodedEvent event, @Nullable Exception failure) {
        synchronized (inFlight) {
            sent.rejected = failure != null && isHopeless(failure);
            sent.settled = failure == null || sent.rejected;
            failed |= !sent.settled;
        }
        if (failure != null && !closing) {
            complain("Kafka does not take events for " + event.topic() + ": " + failure);
        }
    }

    private static boolean isHopeless(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException;
    }

    /** Once per change, not once per event. */
    private void complain(String sentence) {
        if (!sentence.equals(complaint)) {
            complaint = sentence;
            LOG.warn("{}", sentence);
        }
    }

    /** Commits the oldest events as far as they are settled. */
    private void commit() throws IOException {
        for (InFlight settled = takeSettled(); settled != null; settled = takeSettled()) {
            spool.commit(settled.next);
            if (settled.rejected) {
                rejected.incrementAndGet();
            } else if (!hasFailed()) {
                complaint = null;
            }
        }
    }

    private @Nullable InFlight takeSettled() {
        synchronized (inFlight) {
            InFlight oldest = inFlight.peek();
            return oldest == null || !oldest.settled ? null : inFlight.remove();
        }
    }

    /** Waits for what is in flight, so that nothing of it overtakes what is sent again. */
    private long startOver() throws IOException {
        kafka.flush();
        commit();
        synchronized (inFlight) {
            inFlight.clear();
            failed = false;
        }
        pause(PAUSE_MILLIS);
        return spool.committed();
    }

    private boolean hasFailed() {
        synchronized (inFlight) {
            return failed;
        }
    }

    private int inFlight() {
        synchronized (inFlight) {
            return inFlight.size();
        }
    }

    /** Never interrupted while it reads or writes: that would close the file. */
    private void pause(long millis) {
        if (!closing) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    /** What becomes of events that were spooled. */
    SpoolCounters counters() {
        return new SpoolCounters(spool.pending(), spool.dropped(), rejected.get(), spool.damaged(), complaint);
    }

    /** Stops; what Kafka has not acknowledged within the limit stays in the spool for the next process. */
    @Override
    public void close(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (spool.pending() > 0 && System.nanoTime() - deadline < 0 && !hasFailed()) {
                Thread.sleep(IDLE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closing = true;
        LockSupport.unpark(thread);
        // Ends the flush, if there is one.
        kafka.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            commit();
            spool.close();
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (IOException e) {
            LOG.warn("the spool's position is not saved, so some events will be sent again: {}", e.getMessage());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
