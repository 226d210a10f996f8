package io.tachograph.benchmarks.stream;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.PipelineSinks;
import io.tachograph.jobs.RequestPipeline;
import io.tachograph.jobs.source.RequestTopic;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.WindowSnapshotFormat;
import io.tachograph.windows.request.RequestSample;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job of ours over a topic that ends. */
public final class WindowJob {
    static final PipelineConfig CONFIG = PipelineConfig.defaults();

    private static final VersionedType<WindowSnapshot> WINDOWS = VersionedType.of(new WindowSnapshotFormat());

    private WindowJob() {}

    /**
     * The product's job: ten seconds, minutes, hours and days, every emission of them into empty tables of PostgreSQL.
     *
     * @param store puts them there
     * @return requests in complete windows of ten seconds
     */
    public static long intoEmptyTables(Setting setting, Consumer<DataStream<WindowSnapshot>> store) throws Exception {
        try (Connection connection = DriverManager.getConnection(setting.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE tachograph.series CASCADE");
        }
        StreamExecutionEnvironment env = environment(setting);
        RequestPipeline.define(
                events(env, setting),
                CONFIG,
                new PipelineSinks(
                        windows -> store.accept(counted(windows)), letters -> letters.sinkTo(new DiscardingSink<>())));
        return run(env);
    }

    static StreamExecutionEnvironment environment(Setting setting) {
        return LocalCluster.environment(setting, 8);
    }

    static DataStream<TopicEvent<RequestSample>> events(StreamExecutionEnvironment env, Setting setting) {
        return RequestTopic.readUntilNow(
                env, setting.topic(), setting.kafka(), "benchmark", CONFIG.outOfOrderness(), CONFIG.idleAfter());
    }

    static DataStream<WindowSnapshot> counted(DataStream<WindowSnapshot> windows) {
        return windows.map(new CountRequests(), WINDOWS);
    }

    /** @return requests in complete windows of ten seconds */
    static long run(StreamExecutionEnvironment env) throws Exception {
        JobExecutionResult result = env.execute("request windows");
        return result.getAccumulatorResult(CountRequests.REQUESTS);
    }
}
