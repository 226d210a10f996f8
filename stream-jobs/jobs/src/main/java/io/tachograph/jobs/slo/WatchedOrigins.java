package io.tachograph.jobs.slo;

import io.tachograph.windows.EmittedWindow;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;

/** Lets windows of the watched origins pass and counts the others. */
@SuppressWarnings("NullAway.Init") // Flink calls open() first.
final class WatchedOrigins extends RichFilterFunction<EmittedWindow> {
    private static final long serialVersionUID = 1L;

    private final HashSet<String> origins;
    private transient Counter ofOtherOrigin;

    WatchedOrigins(Set<String> origins) {
        this.origins = new HashSet<>(origins);
    }

    @Override
    public void open(OpenContext context) {
        ofOtherOrigin = getRuntimeContext().getMetricGroup().counter("ofOtherOrigin", new SimpleCounter());
    }

    @Override
    public boolean filter(EmittedWindow emitted) {
        boolean watched = origins.contains(emitted.window().series().origin());
        if (!watched) {
            ofOtherOrigin.inc();
        }
        return watched;
    }
}
