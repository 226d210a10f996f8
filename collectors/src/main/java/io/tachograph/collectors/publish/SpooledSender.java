package io.tachograph.collectors.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events to a spool, from where one {@link TopicForwarder} per topic sends them to Kafka. */
final class SpooledSender implements EventSender {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledSender.class);
    private static final long LOOK_MILLIS = 10;
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String threadName;
    private final Spool spool;
    private final KafkaSender kafka;
    private final Map<String, TopicForwarder> forwarders = new ConcurrentSkipListMap<>();

    private SpooledSender(String threadName, Spool spool, KafkaSender kafka) {
        this.threadName = threadName;
        this.spool = spool;
        this.kafka = kafka;
    }

    /** Takes over both; what is in the spool already is sent first. */
    static SpooledSender start(String threadName, Spool spool, KafkaSender kafka) {
        SpooledSender sender = new SpooledSender(threadName, spool, kafka);
        spool.topics().forEach(sender::forward);
        return sender;
    }

    private void forward(String topic, TopicSpool from) {
        forwarders.computeIfAbsent(topic, name -> TopicForwarder.start(threadName + "-" + name, name, from, kafka));
    }

    @Override
    public void send(String key, SpecificRecord event, Receipt receipt) {
        EncodedEvent encoded = kafka.encode(key, event);
        try {
            spool.append(encoded);
            forward(encoded.topic(), spool.of(encoded.topic()));
            receipt.settle(null);
        } catch (IOException e) {
            receipt.settle(new IOException("the spool does not take it: " + DiskFailure.words(e), e));
        }
    }

    /** What becomes of events that were spooled. */
    SpoolCounters counters() {
        String complaints = forwarders.values().stream()
                .map(TopicForwarder::complaint)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("; "));
        return new SpoolCounters(
                spool.sum(TopicSpool::pending),
                spool.sum(TopicSpool::dropped),
                forwarders.values().stream().mapToLong(TopicForwarder::rejected).sum(),
                spool.sum(TopicSpool::damaged),
                complaints.isEmpty() ? null : complaints);
    }

    /** Stops; what Kafka has not acknowledged within the limit stays in the spool for the next process. */
    @Override
    public void close(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (System.nanoTime() - deadline < 0
                    && forwarders.values().stream().anyMatch(TopicForwarder::isSending)) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forwarders.values().forEach(TopicForwarder::stop);
        // Ends what waits for Kafka.
        kafka.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        boolean interrupted = Thread.interrupted();
        try {
            long end = System.nanoTime() + END_NANOS;
            for (TopicForwarder forwarder : forwarders.values()) {
                forwarder.awaitEnd(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
            spool.close();
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (IOException e) {
            LOG.warn("the spool's position is not saved, so some events will be sent again: {}", DiskFailure.words(e));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
