package io.tachograph.collectors.source.litellm;

import io.tachograph.client.scrape.BucketHistogram;
import io.tachograph.client.scrape.Exposition;
import io.tachograph.client.scrape.Labels;
import io.tachograph.client.scrape.MetricSample;
import io.tachograph.client.scrape.WantedMetrics;
import io.tachograph.collectors.source.engine.EngineHistograms;
import io.tachograph.schemas.avro.EngineHistogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * The proxy's metrics, added up by the name that users asked for, in the place of the per-model statistics that it does not
 * have. Counters as they are; absent is what it does not tell.
 */
final class ModelMetrics {
    private static final String REQUESTS = "litellm_proxy_total_requests_metric_total";
    private static final String FAILURES = "litellm_proxy_failed_requests_metric_total";

    private static final Map<String, String> COUNTERS = Map.of(
            "litellm_input_tokens_metric_total", "prompt_tokens",
            "litellm_input_cached_tokens_metric_total", "cached_prompt_tokens",
            "litellm_output_tokens_metric_total", "generation_tokens",
            "litellm_spend_metric_total", "cost_usd");

    private static final Map<String, String> GAUGES = Map.of(
            "litellm_remaining_requests_metric", "remaining_requests",
            "litellm_remaining_tokens_metric", "remaining_tokens");

    private static final Map<String, String> HISTOGRAMS = new TreeMap<>(Map.of(
            "litellm_request_total_latency_metric", "e2e",
            "litellm_llm_api_latency_metric", "provider_e2e",
            "litellm_llm_api_time_to_first_token_metric", "ttft",
            "litellm_deployment_latency_per_output_token", "tpot",
            "litellm_request_queue_time_seconds", "queue_time"));

    /** Status that the proxy counts when the client hung up. */
    private static final String CLIENT_CLOSED = "499";

    private final Exposition text;
    private final Deployments deployments;
    private final Set<String> models = new TreeSet<>();
    private final Map<String, Map<String, Double>> counters = new HashMap<>();
    private final Map<String, Map<String, Double>> gauges = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private double unrouted;

    private ModelMetrics(Exposition text, Deployments deployments) {
        this.text = text;
        this.deployments = deployments;
    }

    static WantedMetrics wanted() {
        List<String> names = new ArrayList<>(List.of(REQUESTS, FAILURES));
        names.addAll(COUNTERS.keySet());
        names.addAll(GAUGES.keySet());
        for (String family : HISTOGRAMS.keySet()) {
            names.addAll(List.of(family + "_bucket", family + "_sum", family + "_count"));
        }
        return WantedMetrics.of(names);
    }

    static ModelMetrics of(Exposition text, Deployments deployments) {
        ModelMetrics metrics = new ModelMetrics(text, deployments);
        metrics.requests();
        COUNTERS.forEach((name, key) -> metrics.add(name, key, metrics.counters, labels -> true, Double::sum));
        // Of several backends and keys of one model what is left adds up.
        GAUGES.forEach((name, key) -> metrics.add(name, key, metrics.gauges, labels -> true, Double::sum));
        return metrics;
    }

    private void requests() {
        boolean byStatus = text.samples(REQUESTS).stream()
                .allMatch(sample -> sample.labels().get("status_code") != null);
        if (byStatus) {
            Predicate<Labels> finished = labels -> status(labels).startsWith("2");
            Predicate<Labels> aborted = labels -> status(labels).equals(CLIENT_CLOSED);
            add(REQUESTS, "requests_finished", counters, finished, Double::sum);
            add(REQUESTS, "requests_aborted", counters, aborted, Double::sum);
            add(REQUESTS, "requests_failed", counters, finished.or(aborted).negate(), Double::sum);
        } else {
            add(REQUESTS, "requests_finished", counters, labels -> true, Double::sum);
            add(FAILURES, "requests_failed", counters, labels -> true, Double::sum);
            add(FAILURES, "requests_finished", counters, labels -> true, (all, failed) -> Math.max(0, all - failed));
        }
        for (MetricSample sample : text.samples(REQUESTS)) {
            String model = deployments.modelOf(sample.labels());
            unrouted += model == null && sample.value() > 0 ? sample.value() : 0;
        }
    }

    private static String status(Labels labels) {
        String status = labels.get("status_code");
        return status == null ? "" : status;
    }

    private void add(
            String name,
            String key,
            Map<String, Map<String, Double>> values,
            Predicate<Labels> chosen,
            BinaryOperator<Double> sum) {
        for (MetricSample sample : text.samples(name)) {
            String model = deployments.modelOf(sample.labels());
            if (model != null) {
                models.add(model);
                if (chosen.test(sample.labels()) && sample.value() >= 0 && Double.isFinite(sample.value())) {
                    values.computeIfAbsent(model, m -> new HashMap<>()).merge(key, sample.value(), sum);
                }
            }
        }
    }

    /** Those that the metrics know, in a stable order. */
    Set<String> models() {
        return models;
    }

    Map<String, Double> counters(String model) {
        return counters.getOrDefault(model, Map.of());
    }

    Map<String, Double> gauges(String model) {
        return gauges.getOrDefault(model, Map.of());
    }

    /** A histogram that was cut, or whose series do not fit together, is left out and noted. */
    Map<String, EngineHistogram> histograms(String model) {
        Map<String, EngineHistogram> histograms = new HashMap<>();
        HISTOGRAMS.forEach((family, key) -> {
            try {
                BucketHistogram histogram =
                        BucketHistogram.of(text, family, labels -> model.equals(deployments.modelOf(labels)));
                if (histogram != null) {
                    histograms.put(key, EngineHistograms.of(histogram));
                }
            } catch (IllegalArgumentException e) {
                String why = String.valueOf(e.getMessage());
                notes.add((why.startsWith(family) ? why : family + " " + why) + " (" + model + ")");
            }
        });
        return histograms;
    }

    /** A sentence for each histogram that was left out. */
    List<String> notes() {
        return notes;
    }

    /** Requests for names that the proxy does not route. */
    double unrouted() {
        return unrouted;
    }
}
