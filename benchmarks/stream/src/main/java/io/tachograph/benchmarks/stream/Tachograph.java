package io.tachograph.benchmarks.stream;

import io.tachograph.jobs.RequestPipeline;
import io.tachograph.jobs.source.DeadLetterSplit;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.windows.request.RequestSampleFormat;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Our windows of ten seconds with everything the product keeps (nine histograms, duplicates known, early emissions),
 * thrown away: what the peers are asked for, and more.
 */
public final class Tachograph implements Way {
    @Override
    public long go(Setting setting) throws Exception {
        StreamExecutionEnvironment env = WindowJob.environment(setting);
        WindowJob.counted(RequestPipeline.tenSeconds(
                        WindowJob.events(env, setting)
                                .process(new DeadLetterSplit<>(), VersionedType.of(new RequestSampleFormat())),
                        WindowJob.CONFIG))
                .sinkTo(new DiscardingSink<>());
        return WindowJob.run(env);
    }
}
