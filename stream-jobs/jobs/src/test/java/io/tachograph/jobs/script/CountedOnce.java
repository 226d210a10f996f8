package io.tachograph.jobs.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.Resolution;
import io.tachograph.windows.WindowSnapshot;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What windows must say, from the records alone: of each target and window of each length the requests sent in it, their
 * output tokens and the sum of their latencies, each request once.
 */
final class CountedOnce {
    private record Sum(long requests, long tokens, long e2eNanos) {
        Sum plus(Sum other) {
            return new Sum(requests + other.requests, tokens + other.tokens, e2eNanos + other.e2eNanos);
        }
    }

    private CountedOnce() {}

    /** Holds what came out of a job against its script, of which no request is late but duplicates. */
    static void check(Stage stage) {
        Set<RequestId> ids = new HashSet<>();
        Map<String, Sum> expected = new TreeMap<>();
        for (RequestTiming timing : stage.script.deliveries()) {
            if (ids.add(timing.getRequestId())) {
                Sum one = new Sum(1, timing.getOutputTokens(), timing.getLastTokenNanos());
                for (Resolution resolution : Resolution.values()) {
                    long length = resolution.length().toMillis();
                    long start = timing.getSentAtMicros() / 1_000 / length * length;
                    expected.merge(key(timing.getTarget(), resolution, start), one, Sum::plus);
                }
            }
        }
        assertThat(lastEmissions(stage)).isEqualTo(expected);
    }

    /** Of a job that lost no round: what is not counted is a duplicate, or a dead letter because it came late. */
    static void checkEveryDelivery(Stage stage) {
        long duplicates = 0;
        long requests = 0;
        for (Stage.Emission emission : stage.emissions) {
            WindowSnapshot window = emission.window();
            if (window.complete() && window.resolution() == Resolution.TEN_SECONDS) {
                requests += window.totals().requests();
                duplicates += window.totals().duplicates();
            }
        }
        assertThat(requests + duplicates + stage.letters.size())
                .isEqualTo(stage.script.deliveries().size());
    }

    private static String key(String target, Resolution resolution, long start) {
        return target + " " + resolution.suffix() + " " + start;
    }

    /** Windows as a store has them at the end; within one start of the job, revisions rise and end with the complete one. */
    private static Map<String, Sum> lastEmissions(Stage stage) {
        Map<String, WindowSnapshot> rows = new TreeMap<>();
        Map<String, WindowSnapshot> ofStart = new TreeMap<>();
        for (Stage.Emission emission : stage.emissions) {
            WindowSnapshot window = emission.window();
            String key = key(window.series().target(), window.resolution(), window.windowStartMillis());
            WindowSnapshot before = ofStart.put(emission.start() + " " + key, window);
            if (before != null) {
                assertThat(before.complete()).as("complete before: " + key).isFalse();
                assertThat(window.revision()).as(key).isGreaterThan(before.revision());
            }
            rows.merge(key, window, CountedOnce::newer);
        }
        Map<String, Sum> sums = new TreeMap<>();
        rows.forEach((key, window) -> {
            assertThat(window.complete()).as(key).isTrue();
            LatencyHistogram e2e = Objects.requireNonNull(window.totals().latency(LatencyMetric.E2E));
            sums.put(key, new Sum(window.totals().requests(), window.totals().outputTokens(), e2e.sumNanos()));
        });
        return sums;
    }

    private static WindowSnapshot newer(WindowSnapshot one, WindowSnapshot other) {
        if (one.totals().requests() != other.totals().requests()) {
            return one.totals().requests() > other.totals().requests() ? one : other;
        }
        return other.complete() || !one.complete() ? other : one;
    }
}
