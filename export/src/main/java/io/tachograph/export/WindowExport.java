package io.tachograph.export;

import io.tachograph.config.ConfigException;
import io.tachograph.config.OtlpExportSection;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaFailure;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.schemas.histogram.HistogramParts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads windows from their topic and delivers those that are complete, each once. What was read is committed when it was
 * delivered, so a process that dies goes on where it was; its last delivery may then be sent again. Thread-safe.
 */
public final class WindowExport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WindowExport.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration KAFKA_PAUSE = Duration.ofSeconds(5);
    private static final Duration KAFKA_PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    /** Some 10 kB each at most. */
    private static final int WINDOWS_AT_ONCE = 200;

    private final WindowTopic topic;
    private final KafkaAccess kafka;
    private final Delivery delivery;
    private final long resolutionMillis;
    private final ExportTally tally;
    private final DeliveredWindows known = new DeliveredWindows();
    private final RecordDecoder decoder = new RecordDecoder();
    private final HistogramParts parts = new HistogramParts();
    private final Thread thread = new Thread(this::run, "tachograph-otlp-export");
    private long lookedNanos = System.nanoTime() - LOOK_EVERY.toNanos();
    private volatile boolean closed;

    private WindowExport(
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaAccess kafka,
            Delivery delivery,
            long resolutionMillis,
            ExportTally tally) {
        this.topic = new WindowTopic(consumer, tally, this::remember);
        this.kafka = kafka;
        this.delivery = delivery;
        this.resolutionMillis = resolutionMillis;
        this.tally = tally;
        thread.setDaemon(true);
    }

    /**
     * Begins at once. A collector that does not answer is no error: it shows in the counters.
     *
     * @param section has an endpoint
     * @param environment value of an environment variable, null when it is not set
     * @throws ConfigException when the section cannot be right
     * @throws IOException in one sentence, when Kafka's address cannot be right
     */
    public static WindowExport start(
            KafkaAccess kafka, OtlpExportSection section, Function<String, @Nullable String> environment)
            throws ConfigException, IOException {
        URI endpoint = section.address();
        if (endpoint == null) {
            throw new ConfigException("otlp-export.endpoint is missing: it says where the collector is");
        }
        ExportTally tally = new ExportTally();
        Delivery delivery = new Delivery(
                MetricSender.of(section, endpoint, environment),
                endpoint.getScheme() + "://" + endpoint.getRawAuthority(),
                section.giveUpAfter(),
                tally);
        WindowExport export = new WindowExport(
                consumer(kafka, section), kafka, delivery, section.resolution().toMillis(), tally);
        export.thread.start();
        return export;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaAccess kafka, OtlpExportSection section)
            throws IOException {
        // A delivery waits between two polls; heartbeats go on meanwhile.
        long slowest =
                section.giveUpAfter().plus(MetricSender.TIMEOUT.multipliedBy(4)).toMillis();
        try {
            return new KafkaConsumer<>(
                    kafka.consumer(Map.of(
                            ConsumerConfig.GROUP_ID_CONFIG,
                            section.group(),
                            ConsumerConfig.CLIENT_ID_CONFIG,
                            kafka.clientId("tachograph-otlp-export"),
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            "false",
                            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                            "none",
                            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                            Integer.toString(WINDOWS_AT_ONCE),
                            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                            Long.toString(Math.min(Integer.MAX_VALUE, slowest)))),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new IOException(KafkaFailure.sentence(kafka, e), e);
        }
    }

    private void run() {
        try (topic) {
            topic.subscribe();
            while (!closed) {
                step();
            }
        } catch (WakeupException e) {
            LOG.debug("the export was closed while it read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("the export has ended", e);
        } finally {
            delivery.close();
        }
    }

    private void step() throws InterruptedException {
        try {
            List<byte[]> read = topic.poll(POLL);
            if (read.isEmpty()) {
                look();
                return;
            }
            tally.back();
            List<RequestWindow> windows = new ArrayList<>();
            for (byte[] value : read) {
                RequestWindow window = wanted(value);
                if (window != null && known.add(window)) {
                    windows.add(window);
                } else if (window != null) {
                    tally.repeated();
                }
            }
            if (windows.isEmpty() || delivery.deliver(windows)) {
                topic.commit();
            }
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            if (tally.away(KafkaFailure.sentence(kafka, e))) {
                LOG.warn("windows cannot be read", e);
            }
            delivery.rest(KAFKA_PAUSE);
        }
    }

    /** Now and then while nothing comes: that no broker answers is not told otherwise. */
    private void look() {
        if (System.nanoTime() - lookedNanos >= LOOK_EVERY.toNanos()) {
            topic.look();
            lookedNanos = System.nanoTime();
            tally.back();
        }
    }

    /** What was delivered before this process began, and is not to be again. What nobody can read was counted then. */
    private void remember(byte[] value) {
        try {
            RequestWindow window = complete(value);
            if (window != null) {
                boolean unused = known.add(window);
            }
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            LOG.debug("a record from before is unreadable", e);
        }
    }

    /** Null for all that is not to be delivered. */
    private @Nullable RequestWindow wanted(byte[] value) {
        try {
            return complete(value);
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            tally.unreadable();
            return null;
        }
    }

    private @Nullable RequestWindow complete(byte[] value) throws UnreadableRecordException {
        if (!(decoder.decode(value) instanceof RequestWindow window)
                || !window.getComplete()
                || window.getResolutionMillis() != resolutionMillis) {
            return null;
        }
        window.getLatencies().values().forEach(histogram -> {
            parts.set(histogram);
            var unused = parts.pack();
        });
        return window;
    }

    public ExportCounters counters() {
        return tally.counters();
    }

    /** What is so wrong that somebody has to start it anew: it has ended by a bug, or Kafka has been away for minutes. */
    public Optional<String> trouble() {
        return !thread.isAlive() && !closed
                ? Optional.of("the export has ended by a bug; the log has it")
                : Optional.ofNullable(tally.awayFor(KAFKA_PATIENCE));
    }

    /** Stops; what was read and not delivered is read again by the next. */
    @Override
    public void close() {
        closed = true;
        delivery.stop();
        topic.wakeup();
        try {
            thread.join(CLOSE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
