package io.tachograph.standalone.bench;

import io.tachograph.bench.result.LoadTestRecords;
import io.tachograph.bench.result.RunResult;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.collectors.publish.PublisherCounters;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaAdmin;
import io.tachograph.kafka.KafkaFailure;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Records on their way onto Kafka. */
final class Publishing implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<String> TOPICS = List.of(Topics.REQUEST_TIMINGS.name(), Topics.LOAD_TESTS.name());

    private final KafkaPublisher publisher;
    private final KafkaAccess kafka;

    private Publishing(KafkaPublisher publisher, KafkaAccess kafka) {
        this.publisher = publisher;
        this.kafka = kafka;
    }

    /**
     * To these brokers, with the client properties of the environment's configuration.
     *
     * @return null when there is nowhere to publish to
     */
    static @Nullable Publishing to(@Nullable String servers) throws ConfigException {
        if (servers == null) {
            return null;
        }
        KafkaAccess kafka;
        try {
            kafka = KafkaAccess.of(
                    ConfigFile.readOrDefaults(null, ProcessEnvironment.read()).kafka(), servers);
        } catch (ConfigException e) {
            throw new ConfigException("--publish " + e.getMessage());
        }
        try {
            return new Publishing(KafkaPublisher.start(KafkaSettings.of(kafka, "tachograph-bench")), kafka);
        } catch (KafkaException e) {
            throw new ConfigException("--publish " + servers + ": " + KafkaFailure.sentence(kafka, e));
        }
    }

    /** @throws BenchException when there is no Kafka, it refuses us or lacks a topic */
    void check() throws BenchException, InterruptedException {
        try (KafkaAdmin admin = KafkaAdmin.open(kafka, PATIENCE)) {
            admin.require(TOPICS);
        } catch (IOException e) {
            throw new BenchException(
                    ExitCode.NOT_KEPT,
                    "records cannot be published: " + e.getMessage() + " (--no-check begins the run all the same)");
        }
    }

    void publish(RequestTiming timing) {
        publisher.publish(timing);
    }

    void publish(RunResult result) {
        publisher.publish(LoadTestRecords.of(result, Instant.now()));
    }

    /** Sends what is left; a sentence when not everything arrived. */
    @Nullable
    String end() {
        publisher.close();
        PublisherCounters counters = publisher.counters();
        long lost = counters.dropped() + counters.failed();
        return lost == 0
                ? null
                : lost + " of " + counters.offered() + " records could not be sent to the Kafka at " + kafka;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
