package io.tachograph.jobs.source;

import io.tachograph.schemas.Topics;
import java.time.Duration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The request topic as a stream of events. */
public final class RequestTopic {
    private RequestTopic() {}

    /**
     * Reads the topic from its beginning, or from where restored state left off. The clock of each partition is the
     * latest finish time seen there, less {@code outOfOrderness}; the stream's clock is the slowest partition's that
     * has had a record or a heartbeat within {@code idleAfter}.
     */
    public static DataStream<SourceEvent> read(
            StreamExecutionEnvironment env,
            String bootstrapServers,
            String groupId,
            Duration outOfOrderness,
            Duration idleAfter) {
        KafkaSource<SourceEvent> source = KafkaSource.<SourceEvent>builder()
                .setBootstrapServers(bootstrapServers)
                .setGroupId(groupId)
                .setClientIdPrefix(groupId)
                .setTopics(Topics.REQUEST_TIMINGS.name())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new RequestTopicDecoder())
                .setProperty("partition.discovery.interval.ms", "60000")
                .build();
        StreamClock<SourceEvent> clock = new StreamClock<>(outOfOrderness, idleAfter);
        return env.fromSource(source, clock, "request topic").uid("request-topic");
    }
}
