package io.tachograph.jobs.source;

import io.tachograph.kafka.KafkaAccess;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How every job reads a topic: from its beginning, or from where restored state left off; new partitions too. */
public final class TopicSource {
    private TopicSource() {}

    /**
     * A source as a stream by the clock of its partitions. The operator's uid is its name, dashed.
     *
     * @param groupId what clocks wait for each other under
     * @param name of the source, unique in the job; never changes, for state hangs on it
     */
    public static <V> SingleOutputStreamOperator<TopicEvent<V>> stream(
            StreamExecutionEnvironment env,
            KafkaSource<TopicEvent<V>> source,
            String groupId,
            String name,
            Duration outOfOrderness,
            Duration idleAfter,
            TopicWatermarks.BetweenRecords between) {
        return env.fromSource(source, new TopicWatermarks<>(groupId, outOfOrderness, idleAfter, between), name)
                .uid(name.replace(' ', '-'));
    }

    /** @param groupId consumer group, and what clients are named after unless the user names them */
    public static <V> KafkaSourceBuilder<TopicEvent<V>> of(
            KafkaAccess kafka, String topic, String groupId, KafkaRecordDeserializationSchema<TopicEvent<V>> decoder) {
        return KafkaSource.<TopicEvent<V>>builder()
                .setProperties(kafka.consumer(Map.of()))
                .setGroupId(groupId)
                .setClientIdPrefix(kafka.clientId(groupId))
                .setTopics(topic)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(decoder)
                .setProperty("partition.discovery.interval.ms", "60000");
    }
}
