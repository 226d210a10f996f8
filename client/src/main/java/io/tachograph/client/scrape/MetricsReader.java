package io.tachograph.client.scrape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds an engine's quantities in a text. Used once. */
final class MetricsReader {
    private static final String MODEL_LABEL = "model_name";
    /** How vLLM says that a request left without its answer. */
    private static final Set<String> WITHOUT_ANSWER = Set.of("abort", "error");

    private final Exposition text;
    private final KnownEngine engine;
    private final EngineNames engineNames;
    private final String prefix;
    private final @Nullable String model;
    private final Map<String, String> names = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private boolean whole = true;

    MetricsReader(Exposition text, KnownEngine engine, EngineNames engineNames, String prefix, @Nullable String wanted)
            throws NoServerMetricsException {
        this.text = text;
        this.engine = engine;
        this.engineNames = engineNames;
        this.prefix = prefix;
        model = choose(wanted);
    }

    ServerMetrics read() {
        Map<ServerLatency, BucketHistogram> latencies = latencies();
        Map<ServerCounter, Double> counters = counters();
        BucketHistogram answers = latencies.get(ServerLatency.E2E);
        if (!counters.containsKey(ServerCounter.REQUESTS) && answers != null) {
            counters.put(ServerCounter.REQUESTS, answers.count());
            names.put(ServerCounter.REQUESTS.name(), names.get(ServerLatency.E2E.name()) + "_count");
        }
        noteCut();
        if (text.badLineCount() > 0) {
            whole = false;
            notes.add(text.badLineCount() + " lines of the metrics could not be read, the first: "
                    + text.badLines().get(0));
        }
        if (text.duplicates() > 0) {
            notes.add(text.duplicates() + " samples of the metrics came twice; the first of each was taken");
        }
        return new ServerMetrics(engine, model, counters, latencies, gauges(), names, startedSeconds(), whole, notes);
    }

    /** A body cut between two lines shows in a histogram that lacks its end, whichever it is. */
    private void noteCut() {
        for (String name : text.names()) {
            boolean cut = name.endsWith("_bucket")
                    && text.samples(name).stream()
                            .noneMatch(sample -> "+Inf".equals(sample.labels().get("le")));
            if (cut && whole) {
                whole = false;
                notes.add("the metrics were cut: " + name + " has no +Inf");
            }
        }
    }

    /** @return null for everything together */
    private @Nullable String choose(@Nullable String wanted) throws NoServerMetricsException {
        Set<String> served = new TreeSet<>();
        for (String name : text.names()) {
            if (name.startsWith(prefix)) {
                for (MetricSample sample : text.samples(name)) {
                    String label = sample.labels().get(MODEL_LABEL);
                    if (label != null) {
                        served.add(label);
                    }
                }
            }
        }
        if (wanted == null || served.isEmpty()) {
            return served.size() == 1 ? served.iterator().next() : null;
        }
        if (served.contains(wanted)) {
            return wanted;
        }
        if (served.size() == 1) {
            String only = served.iterator().next();
            notes.add("the metrics name the model '" + only + "', requests name it '" + wanted + "'");
            return only;
        }
        throw new NoServerMetricsException(
                "the metrics have the models " + String.join(", ", served) + ", none of which is '" + wanted + "'");
    }

    private boolean ofModel(Labels labels) {
        String label = labels.get(MODEL_LABEL);
        return model == null || label == null || label.equals(model);
    }

    private Map<ServerCounter, Double> counters() {
        Map<ServerCounter, Double> counters = new EnumMap<>(ServerCounter.class);
        engineNames.counters().forEach((counter, aliases) -> {
            String name = firstOf(aliases, "_total");
            Double sum = name == null ? null : sum(name, counter.name());
            if (sum != null) {
                counters.put(counter, sum);
            }
        });
        return counters;
    }

    private Map<ServerGauge, Double> gauges() {
        Map<ServerGauge, Double> gauges = new EnumMap<>(ServerGauge.class);
        engineNames.gauges().forEach((gauge, aliases) -> {
            String name = firstOf(aliases, "");
            Double sum = name == null ? null : sum(name, gauge.name());
            if (sum != null) {
                gauges.put(gauge, sum);
            }
        });
        return gauges;
    }

    private Map<ServerLatency, BucketHistogram> latencies() {
        Map<ServerLatency, BucketHistogram> latencies = new EnumMap<>(ServerLatency.class);
        engineNames.latencies().forEach((latency, aliases) -> {
            for (String alias : aliases) {
                if (!latencies.containsKey(latency)) {
                    BucketHistogram histogram = histogram(prefix + alias);
                    if (histogram != null) {
                        latencies.put(latency, histogram);
                        names.put(latency.name(), prefix + alias);
                    }
                }
            }
        });
        return latencies;
    }

    private @Nullable BucketHistogram histogram(String family) {
        try {
            return BucketHistogram.of(text, family, this::ofModel);
        } catch (IllegalArgumentException e) {
            whole = false;
            notes.add(e.getMessage() + "; it was left out");
            return null;
        }
    }

    private @Nullable String firstOf(List<String> aliases, String suffix) {
        for (String alias : aliases) {
            if (text.has(prefix + alias + suffix)) {
                return prefix + alias + suffix;
            }
            if (text.has(prefix + alias)) {
                return prefix + alias;
            }
        }
        return null;
    }

    /** Over engines, workers and whatever else divides it; null when there is nothing finite to add up. */
    private @Nullable Double sum(String name, String quantity) {
        Double sum = null;
        for (MetricSample sample : text.samples(name)) {
            String reason = sample.labels().get("finished_reason");
            boolean answered = reason == null || !WITHOUT_ANSWER.contains(reason);
            if (ofModel(sample.labels()) && answered && Double.isFinite(sample.value())) {
                sum = sum == null ? sample.value() : sum + sample.value();
            }
        }
        if (sum != null) {
            names.put(quantity, name);
        }
        return sum;
    }

    private @Nullable Double startedSeconds() {
        List<MetricSample> starts = text.samples("process_start_time_seconds");
        return starts.size() == 1 ? Double.valueOf(starts.get(0).value()) : null;
    }
}
