package io.tachograph.jobs.sample;

import io.tachograph.jobs.source.DeadLetterSplit;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.jobs.source.TopicEventFormat;
import io.tachograph.jobs.source.TopicSource;
import io.tachograph.jobs.source.TopicWatermarks;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.windows.binary.BinaryFormat;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A topic as a stream of values and a stream of what could not be one.
 *
 * @param values in the order of each partition
 * @param deadLetters records that do not count
 */
public record TopicValues<V>(DataStream<V> values, DataStream<DeadLetter> deadLetters) {
    /**
     * Reads a topic from its beginning, or from where restored state left off.
     *
     * @param name of the job's part, which uids begin with
     */
    public static <V> TopicValues<V> read(
            StreamExecutionEnvironment env,
            KafkaAccess kafka,
            Topic topic,
            String name,
            SampleSettings settings,
            RecordReader<V> reader,
            BinaryFormat<V> values) {
        KafkaSource<TopicEvent<V>> source = TopicSource.of(
                        kafka, topic.name(), name, new TopicDecoder<>(reader, new TopicEventFormat<>(values)))
                .build();
        SingleOutputStreamOperator<V> good = TopicSource.stream(
                        env,
                        source,
                        name,
                        name + " topic",
                        settings.outOfOrderness(),
                        settings.idleAfter(),
                        TopicWatermarks.BetweenRecords.STANDS)
                .process(new DeadLetterSplit<>(), VersionedType.of(values))
                .uid(name)
                .name(name);
        return new TopicValues<>(good, good.getSideOutput(DeadLetterSplit.DEAD_LETTERS));
    }
}
