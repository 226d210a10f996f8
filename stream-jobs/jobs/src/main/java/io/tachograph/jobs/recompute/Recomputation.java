package io.tachograph.jobs.recompute;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.PipelineSinks;
import io.tachograph.jobs.RequestPipeline;
import io.tachograph.jobs.catalog.RequestWindowsJob;
import io.tachograph.jobs.sink.StoreSinks;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.windows.request.RequestSample;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * {@code request-windows} over a stream that ends and has no clock: nothing is late, and every window is emitted once,
 * complete, at the end. State grows with the range: every window of it is open until then, 24 to 48 bytes for each
 * request beside its sums, so each of {@link TimeRange#days} is a job of its own.
 */
public final class Recomputation {
    private Recomputation() {}

    /**
     * Builds one day of it between records and the store.
     *
     * @param events bounded, without watermarks
     * @param day one of the range's days
     * @param epoch of its rows
     */
    public static void define(
            DataStream<TopicEvent<RequestSample>> events,
            TimeRange day,
            TimeRange range,
            PipelineConfig settings,
            PostgresConfig database,
            int epoch) {
        DataStream<TopicEvent<RequestSample>> inRange =
                events.filter(new InRange(day, range)).uid("in-range").name("in range");
        RequestPipeline.define(
                inRange,
                settings,
                new PipelineSinks(
                        windows -> RequestWindowsJob.toStore(
                                RequestWindowsJob.stored(windows, settings.shortest())
                                        .filter(new CompleteWindows())
                                        .uid("complete-windows")
                                        .name("complete windows"),
                                new StoreSinks("recompute", database),
                                settings.shortest(),
                                epoch),
                        letters -> letters.filter(new CountedLetters())
                                .uid("dead-letters")
                                .name("dead letters")));
    }
}
