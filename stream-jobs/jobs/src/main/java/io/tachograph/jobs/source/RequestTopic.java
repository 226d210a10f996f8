package io.tachograph.jobs.source;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.windows.request.RequestSample;
import java.time.Duration;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
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
    public static DataStream<TopicEvent<RequestSample>> read(
            StreamExecutionEnvironment env,
            KafkaAccess kafka,
            String groupId,
            Duration outOfOrderness,
            Duration idleAfter) {
        return stream(env, groupId, source(Topics.REQUEST_TIMINGS.name(), kafka, groupId), outOfOrderness, idleAfter);
    }

    /** Reads a topic of request records from its beginning to where it ends now, and then the stream ends. */
    public static DataStream<TopicEvent<RequestSample>> readUntilNow(
            StreamExecutionEnvironment env,
            String topic,
            KafkaAccess kafka,
            String groupId,
            Duration outOfOrderness,
            Duration idleAfter) {
        return stream(
                env,
                groupId,
                source(topic, kafka, groupId).setBounded(OffsetsInitializer.latest()),
                outOfOrderness,
                idleAfter);
    }

    private static KafkaSourceBuilder<TopicEvent<RequestSample>> source(
            String topic, KafkaAccess kafka, String groupId) {
        return TopicSource.of(kafka, topic, groupId, new RequestTopicDecoder());
    }

    private static DataStream<TopicEvent<RequestSample>> stream(
            StreamExecutionEnvironment env,
            String groupId,
            KafkaSourceBuilder<TopicEvent<RequestSample>> source,
            Duration outOfOrderness,
            Duration idleAfter) {
        return TopicSource.stream(
                env,
                source.build(),
                groupId,
                "request topic",
                outOfOrderness,
                idleAfter,
                TopicWatermarks.BetweenRecords.STANDS);
    }
}
