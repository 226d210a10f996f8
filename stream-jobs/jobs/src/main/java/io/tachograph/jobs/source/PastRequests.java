package io.tachograph.jobs.source;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Request records of the past: streams that end and have no clock. */
public final class PastRequests {
    private PastRequests() {}

    /**
     * What is on the request topic now and came after a time, by the broker's clock. A request cannot be there before it
     * was sent, but for a client's clock that is ahead by as much as the decoder lets pass.
     */
    public static DataStream<TopicEvent<RequestSample>> onTopic(
            StreamExecutionEnvironment env, KafkaAccess kafka, Instant sentFrom) {
        long from = sentFrom.minus(RequestTopicDecoder.CLOCK_TOLERANCE).toEpochMilli();
        KafkaSource<TopicEvent<RequestSample>> source = KafkaSource.<TopicEvent<RequestSample>>builder()
                .setProperties(kafka.consumer(Map.of()))
                .setClientIdPrefix(kafka.clientId("recompute"))
                .setTopics(Topics.REQUEST_TIMINGS.name())
                .setStartingOffsets(OffsetsInitializer.timestamp(from))
                .setBounded(OffsetsInitializer.latest())
                .setDeserializer(new RequestTopicDecoder())
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "past of the request topic")
                .uid("past-of-the-request-topic");
    }

    /** What Avro files of {@code RequestTiming} hold, such as a load test's {@code requests.avro}. */
    public static DataStream<TopicEvent<RequestSample>> inFiles(StreamExecutionEnvironment env, List<Path> files) {
        List<String> names =
                files.stream().map(file -> file.toAbsolutePath().toString()).toList();
        return env.fromSequence(0, names.size() - 1L)
                .uid("files")
                .flatMap(
                        new ArchivedRequests(names),
                        VersionedType.of(new TopicEventFormat<>(new RequestSampleFormat())))
                .uid("archived-requests")
                .name("archived requests");
    }
}
