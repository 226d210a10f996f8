package io.tachograph.jobs;

import io.tachograph.jobs.request.RequestWindowFunction;
import io.tachograph.jobs.request.RollUpFunction;
import io.tachograph.jobs.source.SamplesOnly;
import io.tachograph.jobs.source.SourceEvent;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.store.Resolution;
import io.tachograph.windows.SeriesKey;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.WindowSnapshotFormat;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import io.tachograph.windows.rollup.Grouping;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The way from request records to windows.
 *
 * <pre>
 * events ─► samples ─► 10 s windows of a series ─► 1 min windows of a series
 *             │              │
 *             └─ dead letters ┴─ late
 * </pre>
 */
public final class RequestPipeline {
    private static final VersionedType<RequestSample> SAMPLE = VersionedType.of(new RequestSampleFormat());
    private static final VersionedType<WindowSnapshot> WINDOW = VersionedType.of(new WindowSnapshotFormat());

    private RequestPipeline() {}

    /** Lays the pipeline between a stream of events and its sinks. Operator uids never change: state hangs on them. */
    public static void define(DataStream<SourceEvent> events, PipelineConfig config, PipelineSinks sinks) {
        Duration longest = config.maxRequestDuration();
        SingleOutputStreamOperator<RequestSample> samples =
                events.process(new SamplesOnly(), SAMPLE).uid("samples").name("samples");

        SingleOutputStreamOperator<WindowSnapshot> tenSeconds = samples.keyBy(sample -> SeriesKey.of(sample.series()))
                .process(new RequestWindowFunction(grid(Resolution.TEN_SECONDS, longest, 10)), WINDOW)
                .uid("request-windows-10s")
                .name("request windows, 10 s");

        DataStream<WindowSnapshot> minutes = tenSeconds
                .keyBy(window -> SeriesKey.of(window.series()))
                .process(new RollUpFunction(grid(Resolution.ONE_MINUTE, longest, 60), Grouping.SERIES), WINDOW)
                .uid("request-windows-1m")
                .name("request windows, 1 min");

        sinks.windows().accept(tenSeconds.union(minutes));
        sinks.deadLetters()
                .accept(samples.getSideOutput(SamplesOnly.DEAD_LETTERS)
                        .union(tenSeconds.getSideOutput(RequestWindowFunction.LATE)));
    }

    private static WindowGrid grid(Resolution resolution, Duration longest, int emitEverySeconds) {
        return new WindowGrid(resolution, longest, Duration.ofSeconds(emitEverySeconds));
    }
}
