package io.tachograph.jobs.source;

import io.tachograph.kafka.KafkaAccess;
import java.util.Map;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;

/** How every job reads a topic: from its beginning, or from where restored state left off; new partitions too. */
public final class TopicSource {
    private TopicSource() {}

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
