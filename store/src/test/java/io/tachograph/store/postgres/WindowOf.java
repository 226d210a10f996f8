package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredHistogram;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Window rows for tests: everything has a value, a test says what matters to it. */
final class WindowOf {
    static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final Series series;
    private Resolution resolution = Resolution.TEN_SECONDS;
    private Instant start = NOON;
    private int epoch = 1;
    private int revision;
    private boolean complete;
    private long requests = 10;
    private long outputTokens = 1_000;
    private long onePiece = 2;
    private Map<String, Long> outcomes = Map.of();
    private final Map<String, StoredHistogram> latencies = new HashMap<>();
    private final Map<StoredSlo, StoredSloCounts> slos = new HashMap<>();

    private WindowOf(Series series) {
        this.series = series;
    }

    static WindowOf target(String target) {
        return model(target, "model of " + target);
    }

    static WindowOf model(String target, String model) {
        return new WindowOf(new Series(target, "here", "vllm", model, "0.9", "", "probe", "short", true));
    }

    static WindowOf series(Series series) {
        return new WindowOf(series);
    }

    WindowOf oneMinute() {
        return resolution(Resolution.ONE_MINUTE);
    }

    WindowOf resolution(Resolution value) {
        resolution = value;
        return this;
    }

    WindowOf slo(StoredSlo slo, StoredSloCounts counts) {
        slos.put(slo, counts);
        return this;
    }

    WindowOf start(Instant value) {
        start = value;
        return this;
    }

    WindowOf epoch(int value) {
        epoch = value;
        return this;
    }

    WindowOf revision(int value) {
        revision = value;
        return this;
    }

    WindowOf complete() {
        complete = true;
        return this;
    }

    WindowOf requests(long value) {
        requests = value;
        return this;
    }

    WindowOf outputTokens(long value) {
        outputTokens = value;
        return this;
    }

    WindowOf onePiece(long value) {
        onePiece = value;
        return this;
    }

    WindowOf outcomes(Map<String, Long> value) {
        outcomes = value;
        return this;
    }

    WindowOf latency(String metric, double... seconds) {
        return latency(metric, Histograms.of(seconds));
    }

    WindowOf latency(String metric, StoredHistogram histogram) {
        latencies.put(metric, histogram);
        return this;
    }

    RequestWindowRow row() {
        Map<String, Long> counted = outcomes.isEmpty() && requests > 0 ? Map.of("ok", requests) : outcomes;
        return new RequestWindowRow(
                series,
                resolution,
                start,
                epoch,
                revision,
                complete,
                requests,
                counted,
                3,
                5_000,
                700,
                outputTokens,
                Math.min(onePiece, counted.getOrDefault("ok", 0L)),
                4,
                latencies,
                slos);
    }
}
