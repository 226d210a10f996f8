package io.tachograph.benchmarks.stream;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.source.RequestTopic;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.WindowSnapshotFormat;
import io.tachograph.windows.request.RequestSample;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job of ours over a topic that ends. */
final class WindowJob {
    static final PipelineConfig CONFIG = PipelineConfig.defaults();

    private static final VersionedType<WindowSnapshot> WINDOWS = VersionedType.of(new WindowSnapshotFormat());

    private WindowJob() {}

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
