package io.tachograph.jobs.source;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.store.Resolution;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.binary.EmittedWindowFormat;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The topic of request windows as a stream, for the jobs that follow {@code request-windows}. */
public final class RequestWindowTopic {
    private RequestWindowTopic() {}

    /**
     * Reads every emission of windows of the wanted resolutions, from the topic's beginning or from where restored state
     * left off, with the side output {@link DeadLetterSplit#DEAD_LETTERS}. Emissions may come twice and in any order: {@link
     * EmittedWindow#replaces} says which one counts.
     *
     * <p>The clock of a partition is the latest end of a window there of at most a minute, wanted or not, less {@code
     * outOfOrderness}; the stream's clock is the slowest partition's that has had one within {@code idleAfter}. When it
     * reaches a time, the first emission of every window that ends until then has come, but few are complete.
     *
     * @param groupId consumer group, the job's name; operator uids begin with it, so that several jobs fit into one
     *     environment
     * @param between with {@link TopicWatermarks.BetweenRecords#STANDS}, windows that end at a time are known to be all there
     *     only when one that ends later comes
     */
    public static SingleOutputStreamOperator<EmittedWindow> read(
            StreamExecutionEnvironment env,
            KafkaAccess kafka,
            String groupId,
            Set<Resolution> wanted,
            Duration outOfOrderness,
            Duration idleAfter,
            TopicWatermarks.BetweenRecords between) {
        KafkaSource<TopicEvent<EmittedWindow>> source = TopicSource.of(
                        kafka, Topics.REQUEST_WINDOWS.name(), groupId, new RequestWindowDecoder(wanted))
                .build();
        return TopicSource.stream(env, source, groupId, groupId + " window topic", outOfOrderness, idleAfter, between)
                .process(new DeadLetterSplit<>(), VersionedType.of(new EmittedWindowFormat()))
                .uid(groupId + "-wanted-windows")
                .name("wanted windows");
    }
}
