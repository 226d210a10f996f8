package io.tachograph.standalone.bench;

import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.collectors.publish.PublisherCounters;
import io.tachograph.schemas.avro.RequestTiming;
import org.jspecify.annotations.Nullable;

/** Records on their way onto Kafka. */
final class Publishing implements AutoCloseable {
    private final KafkaPublisher publisher;

    private Publishing(KafkaPublisher publisher) {
        this.publisher = publisher;
    }

    static @Nullable Publishing to(@Nullable String bootstrapServers) {
        return bootstrapServers == null
                ? null
                : new Publishing(KafkaPublisher.start(KafkaSettings.of(bootstrapServers, "tachograph-bench")));
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
        return lost == 0 ? null : lost + " of " + counters.offered() + " records could not be sent to Kafka";
    }

    @Override
    public void close() {
        publisher.close();
    }
}
