package io.tachograph.jobs.slo;

import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.slo.SloMinute;
import io.tachograph.windows.slo.SloMinutes;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** The counts of SLOs that have an objective. */
@SuppressWarnings("NullAway.Init") // Flink calls open() first.
final class WatchedMinutes extends ProcessFunction<EmittedWindow, SloMinute> {
    private static final long serialVersionUID = 1L;

    private final SloConfig config;
    private transient Counter withoutObjective;

    WatchedMinutes(SloConfig config) {
        this.config = config;
    }

    /** What the stream is partitioned by: a string's hash is the same everywhere. */
    static String keyOf(SloMinute minute) {
        return minute.slo()
                + '\u001f'
                + minute.thresholds()
                + '\u001f'
                + minute.series().target();
    }

    @Override
    public void open(OpenContext context) {
        withoutObjective = getRuntimeContext().getMetricGroup().counter("withoutObjective", new SimpleCounter());
    }

    @Override
    public void processElement(EmittedWindow emitted, Context context, Collector<SloMinute> out) {
        List<SloMinute> minutes = SloMinutes.of(emitted, config.objectives());
        withoutObjective.inc(emitted.window().totals().slos().size() - minutes.size());
        minutes.forEach(out::collect);
    }
}
