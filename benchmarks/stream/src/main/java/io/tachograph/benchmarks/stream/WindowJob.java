package io.tachograph.benchmarks.stream;

import io.tachograph.jobs.request.RequestWindowFunction;
import io.tachograph.jobs.source.RequestTopic;
import io.tachograph.jobs.source.SamplesOnly;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.store.Resolution;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.WindowSnapshotFormat;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import java.time.Duration;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Our windows of ten seconds with everything the product keeps: nine histograms, duplicates known, early emissions. */
final class WindowJob {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(2);

    private WindowJob() {}

    /** @return requests in complete windows */
    static long run(Setting setting, Sink<WindowSnapshot> sink) throws Exception {
        StreamExecutionEnvironment env = LocalCluster.environment(setting, 8);
        WindowGrid grid = new WindowGrid(Resolution.TEN_SECONDS, LONGEST_REQUEST, Duration.ofSeconds(10));
        VersionedType<WindowSnapshot> windows = VersionedType.of(new WindowSnapshotFormat());
        RequestTopic.readUntilNow(
                        env,
                        setting.topic(),
                        setting.bootstrapServers(),
                        "benchmark",
                        OUT_OF_ORDERNESS,
                        Duration.ofSeconds(30))
                .process(new SamplesOnly(), VersionedType.of(new RequestSampleFormat()))
                .keyBy(RequestSample::key)
                .process(new RequestWindowFunction(grid), windows)
                .map(new CountRequests(), windows)
                .sinkTo(sink);
        JobExecutionResult result = env.execute("request windows");
        return result.getAccumulatorResult(CountRequests.REQUESTS);
    }
}
