package io.tachograph.jobs.recompute;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.PipelineSinks;
import io.tachograph.jobs.RequestPipeline;
import io.tachograph.jobs.catalog.RequestWindowsJob;
import io.tachograph.jobs.sink.StoreSinks;
import io.tachograph.jobs.source.SourceEvent;
import io.tachograph.store.postgres.PostgresConfig;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * {@code request-windows} over a stream that ends and has no clock: nothing is late, and every window is emitted once,
 * complete, at the end. State grows with the range: every window of it is open until then, 24 to 48 bytes for each
 * request beside its sums, so callers cut long ranges into {@link TimeRange#days}.
 */
public final class Recomputation {
    private Recomputation() {}

    /**
     * Builds one day of it between records and the store. Only windows that lie whole in that day's part of the range are
     * written; a range may cut long windows and not the short ones in them.
     *
     * @param events bounded, without watermarks
     * @param day one of the range's days
     * @param epoch of its rows
     */
    public static void define(
            DataStream<SourceEvent> events,
            TimeRange day,
            TimeRange range,
            PipelineConfig settings,
            PostgresConfig database,
            int epoch) {
        DataStream<SourceEvent> inRange =
                events.filter(new InRange(day, range)).uid("in-range").name("in range");
        RequestPipeline.define(
                inRange,
                settings,
                new PipelineSinks(
                        windows -> RequestWindowsJob.toStore(
                                windows.filter(new WholeWindows(day))
                                        .uid("whole-windows")
                                        .name("whole windows"),
                                new StoreSinks("recompute", database),
                                epoch),
                        letters -> letters.filter(new CountedLetters())
                                .uid("dead-letters")
                                .name("dead letters")));
    }
}
