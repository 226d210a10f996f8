package io.tachograph.collectors.publish;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one topic's events from the spool onto Kafka, on a thread of its own: the producer blocks for a topic that Kafka
 * does not have. When Kafka refuses or does not answer, it goes back to the oldest event without an acknowledgement and
 * tries again, for ever; events that were sent but not acknowledged are then sent twice, and count once where they are
 * counted. Only what Kafka will never take, because it is too large or refused by the broker as invalid, is left out and
 * counted.
 */
final class TopicForwarder {
    private static final Logger LOG = LoggerFactory.getLogger(TopicForwarder.class);
    private static final int MOST_IN_FLIGHT = 10_000;
    /** Topics share the producer's buffer of 32 MiB, which none of them may fill. */
    private static final long MOST_BYTES_IN_FLIGHT = 3 << 20;

    private static final long IDLE_MILLIS = 50;
    private static final long PAUSE_MILLIS = 1_000;
    private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** One event in flight to Kafka. */
    private static final class InFlight {
        private final long next;
        private final int bytes;
        private boolean settled;
        private boolean failed;
        private boolean rejected;

        InFlight(long next, int bytes) {
            this.next = next;
            this.bytes = bytes;
        }
    }

    private final String topic;
    private final TopicSpool spool;
    private final KafkaSender kafka;
    private final Thread thread;
    /** In the order of the spool. Guards its elements, {@code bytesInFlight} and {@code failed}. */
    private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();

    private final AtomicLong rejected = new AtomicLong();
    private long bytesInFlight;
    private boolean failed;
    /** What keeps events in the spool; null when nothing does. */
    private volatile @Nullable String complaint;

    private volatile boolean closing;

    private TopicForwarder(String threadName, String topic, TopicSpool spool, KafkaSender kafka) {
        this.topic = topic;
        this.spool = spool;
        this.kafka = kafka;
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    static TopicForwarder start(String threadName, String topic, TopicSpool spool, KafkaSender kafka) {
        TopicForwarder forwarder = new TopicForwarder(threadName, topic, spool, kafka);
        forwarder.thread.start();
        return forwarder;
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
            } catch (IOException e) {
                complain("the spool of " + topic + " cannot be read or written: " + DiskFailure.words(e), e);
                pause(PAUSE_MILLIS);
            } catch (RuntimeException e) {
                complain("a bug keeps events of " + topic + " in the spool; see the log", e);
                pause(PAUSE_MILLIS);
            }
        }
    }

    /** Sends the event at a position if there is one. */
    private long forward(long position) throws IOException {
        TopicSpool.Entry entry = hasRoom() ? spool.read(position) : null;
        long next = position;
        if (entry == null) {
            pause(IDLE_MILLIS);
        } else {
            InFlight sent = new InFlight(entry.next(), entry.event().value().length);
            synchronized (inFlight) {
                inFlight.add(sent);
                bytesInFlight += sent.bytes;
            }
            try {
                kafka.send(entry.event(), failure -> settle(sent, failure));
            } catch (RuntimeException e) {
                settle(sent, e);
            }
            next = entry.next();
        }
        commit();
        return hasFailed() ? startOver() : next;
    }

    private void settle(InFlight sent, @Nullable Exception failure) {
        synchronized (inFlight) {
            sent.settled = true;
            sent.rejected = failure != null && isHopeless(failure);
            sent.failed = failure != null && !sent.rejected;
            failed |= sent.failed;
        }
        if (failure != null && !closing) {
            complain(KafkaRefusal.sentence(topic, failure), failure);
        }
    }

    private static boolean isHopeless(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException;
    }

    /** Once per change, not once per event. */
    private void complain(String sentence, Exception failure) {
        if (!sentence.equals(complaint)) {
            complaint = sentence;
            LOG.warn("{}", sentence);
            LOG.debug("in full:", failure);
        }
    }

    /** Commits the oldest events as far as Kafka has them, or never will. */
    private void commit() throws IOException {
        for (InFlight oldest = takeSettled(); oldest != null; oldest = takeSettled()) {
            spool.commit(oldest.next);
            if (oldest.rejected) {
                rejected.incrementAndGet();
            } else if (!hasFailed()) {
                complaint = null;
            }
        }
    }

    private @Nullable InFlight takeSettled() {
        synchronized (inFlight) {
            InFlight oldest = inFlight.peek();
            if (oldest == null || !oldest.settled || oldest.failed) {
                return null;
            }
            bytesInFlight -= oldest.bytes;
            return inFlight.remove();
        }
    }

    /** Waits for what is in flight, so that nothing of it overtakes what is sent again. */
    private long startOver() throws IOException {
        while (!closing && !allSettled()) {
            pause(IDLE_MILLIS);
        }
        commit();
        synchronized (inFlight) {
            inFlight.clear();
            bytesInFlight = 0;
            failed = false;
        }
        pause(PAUSE_MILLIS);
        return spool.committed();
    }

    private boolean allSettled() {
        synchronized (inFlight) {
            return inFlight.stream().allMatch(sent -> sent.settled);
        }
    }

    private boolean hasFailed() {
        synchronized (inFlight) {
            return failed;
        }
    }

    private boolean hasRoom() {
        synchronized (inFlight) {
            return inFlight.size() < MOST_IN_FLIGHT && bytesInFlight < MOST_BYTES_IN_FLIGHT;
        }
    }

    /** Never interrupted while it reads or writes: that would close the file. */
    private void pause(long millis) {
        if (!closing) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    /** Events that were left out for good. */
    long rejected() {
        return rejected.get();
    }

    @Nullable
    String complaint() {
        return complaint;
    }

    /** Whether there is something left to send, and Kafka takes it. */
    boolean isSending() {
        return spool.pending() > 0 && !hasFailed();
    }

    /** Sends nothing more. */
    void stop() {
        closing = true;
        LockSupport.unpark(thread);
    }

    /** After {@link #stop}; what Kafka has acknowledged by the end is committed. */
    void awaitEnd(long millis) throws InterruptedException, IOException {
        thread.join(millis);
        commit();
    }
}
