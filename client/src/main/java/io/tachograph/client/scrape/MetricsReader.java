package io.tachograph.client.scrape;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds an engine's quantities in a text. Used once. */
final class MetricsReader {
    /** Models of Triton that answer whole requests, the outermost first: it counts each model of a chain. */
    private static final List<String> WHOLE_REQUESTS = List.of("ensemble", "tensorrt_llm_bls", "tensorrt_llm");

    /** Metrics of Triton's TensorRT-LLM backend, of which a server has one, whatever model requests go to. */
    private static final String OF_BACKEND = "trt_llm_";

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
            if (name.startsWith(prefix) && !name.startsWith(OF_BACKEND, prefix.length())) {
                for (MetricSample sample : text.samples(name)) {
                    String label = modelOf(sample.labels());
                    if (label != null) {
                        served.add(label);
                    }
                }
            }
        }
        if (engine == KnownEngine.TRITON && served.size() > 1 && (wanted == null || !served.contains(wanted))) {
            return WHOLE_REQUESTS.stream()
                    .filter(served::contains)
                    .findFirst()
                    .orElseThrow(() -> new NoServerMetricsException("Triton counts the models "
                            + String.join(", ", served) + ", and it has to be said which of them requests go to"));
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

    private static @Nullable String modelOf(Labels labels) {
        String name = labels.get("model_name");
        return name == null ? labels.get("model") : name;
    }

    /** The series of a metric that count, each piece of work once. */
    private Predicate<Labels> counted(MetricAlias alias) {
        SharedWork once = new SharedWork();
        boolean ofBackend = alias.name().startsWith(OF_BACKEND);
        return labels -> {
            String label = modelOf(labels);
            boolean ofModel = ofBackend || model == null || label == null || label.equals(model);
            return ofModel && alias.selects(labels) && once.counts(labels);
        };
    }

    private Map<ServerCounter, Double> counters() {
        Map<ServerCounter, Double> counters = new EnumMap<>(ServerCounter.class);
        engineNames.counters().forEach((counter, aliases) -> {
            DoubleSummaryStatistics found = first(aliases, counter.name(), "_total", "");
            if (found != null) {
                counters.put(counter, found.getSum());
            }
        });
        return counters;
    }

    private Map<ServerGauge, Double> gauges() {
        Map<ServerGauge, Double> gauges = new EnumMap<>(ServerGauge.class);
        engineNames.gauges().forEach((gauge, aliases) -> {
            DoubleSummaryStatistics found = first(aliases, gauge.name(), "");
            if (found != null) {
                gauges.put(gauge, gauge == ServerGauge.KV_CACHE_USAGE ? found.getAverage() : found.getSum());
            }
        });
        return gauges;
    }

    private Map<ServerLatency, BucketHistogram> latencies() {
        Map<ServerLatency, BucketHistogram> latencies = new EnumMap<>(ServerLatency.class);
        engineNames.latencies().forEach((latency, aliases) -> {
            for (MetricAlias alias : aliases) {
                if (!latencies.containsKey(latency)) {
                    BucketHistogram histogram = histogram(alias);
                    if (histogram != null) {
                        latencies.put(latency, histogram.dividedBy(alias.divisor()));
                        names.put(latency.name(), prefix + alias.name());
                    }
                }
            }
        });
        return latencies;
    }

    private @Nullable BucketHistogram histogram(MetricAlias alias) {
        try {
            return BucketHistogram.of(text, prefix + alias.name(), counted(alias));
        } catch (IllegalArgumentException e) {
            whole = false;
            notes.add(e.getMessage() + "; it was left out");
            return null;
        }
    }

    /** The series of the first alias that has any, null when none has or one of them is no number from zero on. */
    private @Nullable DoubleSummaryStatistics first(List<MetricAlias> aliases, String quantity, String... suffixes) {
        for (MetricAlias alias : aliases) {
            for (String suffix : suffixes) {
                String name = prefix + alias.name() + suffix;
                Predicate<Labels> counted = counted(alias);
                DoubleSummaryStatistics values = text.samples(name).stream()
                        .filter(sample -> counted.test(sample.labels()))
                        .mapToDouble(sample -> sample.value() / alias.divisor())
                        .summaryStatistics();
                if (values.getCount() > 0) {
                    return sound(values, name, quantity);
                }
            }
        }
        return null;
    }

    private @Nullable DoubleSummaryStatistics sound(DoubleSummaryStatistics values, String name, String quantity) {
        if (values.getMin() >= 0 && Double.isFinite(values.getSum())) {
            names.put(quantity, name);
            return values;
        }
        notes.add(name + " has a value that is no number from zero on; it was left out");
        return null;
    }

    private @Nullable Double startedSeconds() {
        List<MetricSample> starts = text.samples(ServerMetrics.START);
        return starts.size() == 1 ? Double.valueOf(starts.get(0).value()) : null;
    }
}
