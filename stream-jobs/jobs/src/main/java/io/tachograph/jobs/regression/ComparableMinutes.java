package io.tachograph.jobs.regression;

import io.tachograph.windows.EmittedWindow;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;

/** Lets complete minutes pass whose engine version is known; counts complete ones that cannot be compared. */
@SuppressWarnings("NullAway.Init") // Flink calls open() first.
final class ComparableMinutes extends RichFilterFunction<EmittedWindow> {
    private static final long serialVersionUID = 1L;

    private final HashSet<String> origins;
    private transient Counter withoutVersion;
    private transient Counter ofOtherOrigin;

    ComparableMinutes(Set<String> origins) {
        this.origins = new HashSet<>(origins);
    }

    @Override
    public void open(OpenContext context) {
        withoutVersion = getRuntimeContext().getMetricGroup().counter("withoutVersion", new SimpleCounter());
        ofOtherOrigin = getRuntimeContext().getMetricGroup().counter("ofOtherOrigin", new SimpleCounter());
    }

    @Override
    public boolean filter(EmittedWindow emitted) {
        if (!emitted.window().complete()) {
            return false;
        }
        if (emitted.window().series().engineVersion().isEmpty()) {
            withoutVersion.inc();
            return false;
        }
        if (!origins.contains(emitted.window().series().origin())) {
            ofOtherOrigin.inc();
            return false;
        }
        return true;
    }
}
