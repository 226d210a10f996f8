package io.tachograph.live;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaAdmin;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the result topics into {@link LiveResults} with Kafka Streams. Each instance is an application of its own and so
 * sees all partitions; it keeps nothing in Kafka or on disk. Thread-safe.
 */
public final class LiveStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final KafkaStreams streams;
    private final KafkaAccess kafka;
    private final String application;

    private LiveStream(KafkaStreams streams, KafkaAccess kafka, String application) {
        this.streams = streams;
        this.kafka = kafka;
        this.application = application;
    }

    /**
     * Begins to read: rankings and alerts from their topics' beginning, windows and events from a quarter of an hour ago. Returns
     * at once; results come when Kafka answers.
     */
    public static LiveStream start(KafkaAccess kafka, LiveResults results) {
        String application = "tachograph-live-" + UUID.randomUUID();
        KafkaStreams streams = new KafkaStreams(topology(results), settings(kafka, application));
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.error("The live view failed and continues.", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        results.begin();
        streams.start();
        return new LiveStream(streams, kafka, application);
    }

    private static Topology topology(LiveResults results) {
        StreamsBuilder builder = new StreamsBuilder();
        for (LiveKind kind : LiveKind.values()) {
            AutoOffsetReset from =
                    switch (kind) {
                        case WINDOW, EVENT -> AutoOffsetReset.byDuration(LiveWindows.KEPT);
                        case RANKING, ALERT -> AutoOffsetReset.earliest();
                    };
            builder.stream(
                            kind.topic().name(),
                            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                    .withOffsetResetPolicy(from))
                    .process(() -> new Acceptor(kind, results));
        }
        return builder.build();
    }

    private static Properties settings(KafkaAccess kafka, String application) {
        Properties settings = kafka.consumer(Map.of());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        return settings;
    }

    /** What is wrong with it, if anything is. */
    public Optional<String> trouble() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING || state == KafkaStreams.State.REBALANCING
                ? Optional.empty()
                : Optional.of("The live view is " + state.name().toLowerCase(Locale.ROOT) + ".");
    }

    /** Stops reading, and lets Kafka forget the application. */
    @Override
    public void close() {
        // Kafka forgets a group only when it is empty.
        streams.close(CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        try (KafkaAdmin admin = KafkaAdmin.open(kafka, CLOSE_WITHIN)) {
            admin.await(admin.client().deleteConsumerGroups(Set.of(application)).all());
        } catch (IOException e) {
            LOG.debug("Kafka keeps the group {} until it expires.", application, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands records over with their places. */
    private static final class Acceptor extends ContextualProcessor<byte[], byte[], Void, Void> {
        private final LiveKind kind;
        private final LiveResults results;

        Acceptor(LiveKind kind, LiveResults results) {
            this.kind = kind;
            this.results = results;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            context()
                    .recordMetadata()
                    .ifPresent(place ->
                            results.accept(kind, place.partition(), place.offset(), record.key(), record.value()));
        }
    }
}
