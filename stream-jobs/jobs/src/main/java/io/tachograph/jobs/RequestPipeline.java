package io.tachograph.jobs;

import io.tachograph.jobs.request.HotRequestsOperator;
import io.tachograph.jobs.request.RequestWindowOperator;
import io.tachograph.jobs.request.RollUpOperator;
import io.tachograph.jobs.request.SeriesLimitFunction;
import io.tachograph.jobs.source.DeadLetterSplit;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.store.Resolution;
import io.tachograph.windows.SeriesKey;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.WindowSnapshotFormat;
import io.tachograph.windows.request.RequestArrival;
import io.tachograph.windows.request.RequestArrivalFormat;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The way from request records to windows.
 *
 * <pre>
 * events ─► samples ─► series limit ─► hot series summed ─► 10 s windows of a series ─► 1 min ─► 1 h ─► 1 d
 *             │             │                                        │
 *             └─ dead letters, refused                               └─ late
 * </pre>
 *
 * <p>Windows of all lengths are keyed by their series, with one parallelism. So a window's pieces come from the subtask
 * that owns it, and longer windows are made where the shorter ones are, in one chain: the clock of each step is that of
 * the step before, and has never passed a piece that is still to come.
 */
public final class RequestPipeline {
    private static final VersionedType<RequestSample> SAMPLE = VersionedType.of(new RequestSampleFormat());
    private static final VersionedType<RequestArrival> ARRIVAL = VersionedType.of(new RequestArrivalFormat());
    private static final VersionedType<WindowSnapshot> WINDOW = VersionedType.of(new WindowSnapshotFormat());

    private RequestPipeline() {}

    /** Builds the pipeline between a stream of events and its sinks. Operator uids never change: state hangs on them. */
    public static void define(
            DataStream<TopicEvent<RequestSample>> events, PipelineConfig config, PipelineSinks sinks) {
        Duration longest = config.maxRequestDuration();
        SingleOutputStreamOperator<RequestSample> samples =
                events.process(new DeadLetterSplit<>(), SAMPLE).uid("samples").name("samples");
        SingleOutputStreamOperator<RequestSample> bounded = samples.process(
                        new SeriesLimitFunction(config.limits()), SAMPLE)
                .uid("series-limit")
                .name("series limit");

        SingleOutputStreamOperator<WindowSnapshot> tenSeconds = tenSeconds(bounded, config);
        DataStream<WindowSnapshot> minutes = rollUp(tenSeconds, grid(Resolution.ONE_MINUTE, longest, 60));
        DataStream<WindowSnapshot> hours = rollUp(minutes, grid(Resolution.ONE_HOUR, longest, 60));
        DataStream<WindowSnapshot> days = rollUp(hours, grid(Resolution.ONE_DAY, longest, 300));

        sinks.windows().accept(tenSeconds.union(minutes, hours, days));
        sinks.deadLetters()
                .accept(samples.getSideOutput(DeadLetterSplit.DEAD_LETTERS)
                        .union(
                                bounded.getSideOutput(SeriesLimitFunction.REFUSED),
                                tenSeconds.getSideOutput(RequestWindowOperator.LATE)));
    }

    /** The first step alone: windows of ten seconds, and aside what came too late for them. */
    public static SingleOutputStreamOperator<WindowSnapshot> tenSeconds(
            DataStream<RequestSample> samples, PipelineConfig config) {
        WindowGrid grid = grid(Resolution.TEN_SECONDS, config.maxRequestDuration(), 10);
        return samples.transform("hot series", ARRIVAL, new HotRequestsOperator(grid, config.slos()))
                .uid("hot-series")
                .keyBy(RequestArrival::key)
                .transform("request windows, 10 s", WINDOW, new RequestWindowOperator(grid, config.slos()))
                .uid("request-windows-10s");
    }

    /** @param pieces keyed by their series where they were made */
    private static DataStream<WindowSnapshot> rollUp(DataStream<WindowSnapshot> pieces, WindowGrid grid) {
        String suffix = grid.resolution().suffix();
        return DataStreamUtils.reinterpretAsKeyedStream(pieces, window -> SeriesKey.of(window.series()), Types.STRING)
                .transform("request windows, " + suffix, WINDOW, new RollUpOperator(grid))
                .uid("request-windows-" + suffix);
    }

    private static WindowGrid grid(Resolution resolution, Duration longest, int emitEverySeconds) {
        return new WindowGrid(resolution, longest, Duration.ofSeconds(emitEverySeconds));
    }
}
