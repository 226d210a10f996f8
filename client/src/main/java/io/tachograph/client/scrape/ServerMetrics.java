package io.tachograph.client.scrape;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a server's metrics. What the server does not report is absent from the maps.
 *
 * @param engine whose names they are
 * @param model to which they are restricted, null when the server does not say which model it counts
 * @param counters totals since the server started, all its traffic
 * @param latencies times since the server started, seconds
 * @param gauges at the moment of the reading
 * @param names the metric that each quantity was read from, by the quantity's name
 * @param startedSeconds when the server's process started, seconds since the epoch, null when it does not say or several
 *     processes do
 * @param whole nothing in the text was unreadable, so that what is absent was not there
 * @param notes one sentence per thing that could not be read as it should
 */
public record ServerMetrics(
        KnownEngine engine,
        @Nullable String model,
        Map<ServerCounter, Double> counters,
        Map<ServerLatency, BucketHistogram> latencies,
        Map<ServerGauge, Double> gauges,
        Map<String, String> names,
        @Nullable Double startedSeconds,
        boolean whole,
        List<String> notes) {
    /** When the process started. */
    static final String START = "process_start_time_seconds";

    /** By which a LiteLLM gateway is recognised. */
    private static final String LITELLM = "litellm_proxy_total_requests_metric_total";

    private static final WantedMetrics WANTED = allNames();

    public ServerMetrics {
        counters = Map.copyOf(counters);
        latencies = Map.copyOf(latencies);
        gauges = Map.copyOf(gauges);
        names = Map.copyOf(names);
        notes = List.copyOf(notes);
    }

    /**
     * Understands a text.
     *
     * @param model the model of interest as requests name it, null for all together
     * @throws NoServerMetricsException when it is none of an engine, or not of that model
     */
    public static ServerMetrics of(Exposition text, @Nullable String model) throws NoServerMetricsException {
        return of(text, model, null);
    }

    /**
     * Understands a text.
     *
     * @param model the model of interest as requests name it, null for all together
     * @param of whose metrics they must be, null for those of any engine
     * @throws NoServerMetricsException when it is none of that engine, or not of that model
     */
    public static ServerMetrics of(Exposition text, @Nullable String model, @Nullable KnownEngine of)
            throws NoServerMetricsException {
        for (KnownEngine engine : of == null ? KnownEngine.values() : new KnownEngine[] {of}) {
            EngineNames names = EngineNames.of(engine);
            String prefix = names.prefixIn(text);
            if (prefix != null) {
                return new MetricsReader(text, engine, names, prefix, model).read();
            }
        }
        throw new NoServerMetricsException(reason(text, of));
    }

    /** The metrics that {@link #of(Exposition, String)} looks at. */
    public static WantedMetrics wanted() {
        return WANTED;
    }

    private static WantedMetrics allNames() {
        Set<String> names = new HashSet<>(Set.of(START, LITELLM));
        for (KnownEngine engine : KnownEngine.values()) {
            names.addAll(EngineNames.of(engine).samples());
        }
        return WantedMetrics.of(names);
    }

    private static String reason(Exposition text, @Nullable KnownEngine of) {
        if (text.has(LITELLM)) {
            return "the metrics are those of a LiteLLM gateway, which sees what a client sees, not of an engine";
        }
        int samples = text.sampleCount() + text.skipped();
        if (samples == 0) {
            return text.badLineCount() == 0
                    ? "there are no metrics"
                    : "this is no metrics text (" + text.badLines().get(0) + ")";
        }
        return "none of the " + samples + " metrics is of " + (of == null ? "a known engine" : of.text());
    }
}
