package io.tachograph.standalone.bench;

import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.collectors.publish.PublisherCounters;
import io.tachograph.config.ConfigException;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestTiming;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Records on their way onto Kafka. */
final class Publishing implements AutoCloseable {
    private static final int LOOK_MILLIS = 5_000;
    private static final String TOPIC = Topics.REQUEST_TIMINGS.name();

    private final KafkaPublisher publisher;
    private final String servers;

    private Publishing(KafkaPublisher publisher, String servers) {
        this.publisher = publisher;
        this.servers = servers;
    }

    /** @return null when there is nowhere to publish to */
    static @Nullable Publishing to(@Nullable String servers) throws ConfigException {
        if (servers == null) {
            return null;
        }
        try {
            return new Publishing(KafkaPublisher.start(KafkaSettings.of(servers, "tachograph-bench")), servers);
        } catch (KafkaException e) {
            throw new ConfigException("--publish '" + servers + "' must be HOST:PORT of a Kafka broker: " + root(e));
        }
    }

    /** @throws BenchException when there is no Kafka, or it lacks the topic */
    void check() throws BenchException, InterruptedException {
        Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                servers,
                "default.api.timeout.ms",
                LOOK_MILLIS,
                "request.timeout.ms",
                LOOK_MILLIS));
        try {
            var unused = admin.describeTopics(List.of(TOPIC)).allTopicNames().get();
        } catch (ExecutionException e) {
            boolean noTopic = e.getCause() instanceof UnknownTopicOrPartitionException;
            throw new BenchException(
                    ExitCode.NOT_KEPT,
                    "records cannot be published: "
                            + (noTopic
                                    ? "the Kafka at " + servers + " has no topic " + TOPIC
                                    : "no Kafka answers at " + servers)
                            + " (--no-check begins the run all the same)");
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    void publish(RequestTiming timing) {
        publisher.publish(timing);
    }

    /** Sends what is left; a sentence when not everything arrived. */
    @Nullable
    String end() {
        publisher.close();
        PublisherCounters counters = publisher.counters();
        long lost = counters.dropped() + counters.failed();
        return lost == 0
                ? null
                : lost + " of " + counters.offered() + " records could not be sent to the Kafka at " + servers;
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        publisher.close();
    }
}
