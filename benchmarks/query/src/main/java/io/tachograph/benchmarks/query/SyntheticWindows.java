package io.tachograph.benchmarks.query;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredHistogram;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/**
 * Windows of ten seconds as a closed loop fills them: ten requests of 45 chunks, nine histograms, one SLO. Each is emitted as
 * by the stream: at its end with eight of the requests, then with all, then complete.
 */
final class SyntheticWindows {
    static final int EMISSIONS = 3;
    private static final Instant START = Instant.parse("2026-03-04T00:00:00Z");
    private static final StoredSlo SLO = new StoredSlo("interactive", 0.35, null, null);
    private static final int REQUESTS = 10;
    private static final int GAPS = 44;

    private final int series;
    private final Random random = new Random(7);
    /** What was drawn for the windows that are still to be emitted again, by their number. */
    private final Map<Integer, List<Map<String, StoredHistogram>>> open = new HashMap<>();

    SyntheticWindows(int series) {
        this.series = series;
    }

    /** All that a tick of ten seconds emits: the new windows, those of the tick before again, and those before complete. */
    List<RequestWindowRow> tick(int number) {
        open.put(number, drawn());
        List<RequestWindowRow> rows = new ArrayList<>();
        for (int emission = 0; emission < EMISSIONS; emission++) {
            List<Map<String, StoredHistogram>> latencies = open.get(number - emission);
            for (int i = 0; latencies != null && i < series; i++) {
                rows.add(row(i, number - emission, emission, latencies.get(i)));
            }
        }
        open.remove(number - EMISSIONS + 1);
        return rows;
    }

    private static RequestWindowRow row(int i, int window, int emission, Map<String, StoredHistogram> latencies) {
        long requests = emission == 0 ? REQUESTS - 2 : REQUESTS;
        return new RequestWindowRow(
                new Series("c-vllm-m-" + i, "c", "vllm", "m" + i % 10, "0.9", "", "load", "short", true),
                Resolution.TEN_SECONDS,
                START.plusSeconds(10L * window),
                0,
                emission,
                emission == EMISSIONS - 1,
                requests,
                Map.of("ok", requests),
                0,
                400 * requests,
                0,
                150 * requests,
                0,
                requests,
                latencies,
                Map.of(SLO, new StoredSloCounts(requests, requests - 1, requests - 1, null, null)));
    }

    private List<Map<String, StoredHistogram>> drawn() {
        List<Map<String, StoredHistogram>> all = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            Map<String, StoredHistogram> latencies = new HashMap<>();
            StoredHistogram ttft = histogram(REQUESTS, () -> 0.2 * Math.exp(0.5 * random.nextGaussian()));
            StoredHistogram e2e = histogram(REQUESTS, () -> 2 * Math.exp(0.3 * random.nextGaussian()));
            latencies.put("ttft", ttft);
            latencies.put("ttft_scheduled", ttft);
            latencies.put("ttfo", ttft);
            latencies.put("ttft_first_chunk", histogram(REQUESTS, () -> 0.19 * Math.exp(0.5 * random.nextGaussian())));
            latencies.put("tpot", histogram(REQUESTS, () -> 0.04 * Math.exp(0.2 * random.nextGaussian())));
            latencies.put("icl", histogram(REQUESTS * GAPS, () -> 0.04 * Math.exp(0.4 * random.nextGaussian())));
            latencies.put("e2e", e2e);
            latencies.put("e2e_scheduled", e2e);
            latencies.put("lag", histogram(REQUESTS, () -> 0.0002 * Math.exp(random.nextGaussian())));
            all.add(latencies);
        }
        return all;
    }

    private static StoredHistogram histogram(int count, DoubleSupplier value) {
        TreeMap<Integer, Long> buckets = new TreeMap<>();
        double sum = 0;
        double min = Double.MAX_VALUE;
        double max = 0;
        for (int i = 0; i < count; i++) {
            double seconds = value.getAsDouble();
            buckets.merge((int) Math.ceil(Math.log(seconds) / Math.log(2) * 32) - 1, 1L, Long::sum);
            sum += seconds;
            min = Math.min(min, seconds);
            max = Math.max(max, seconds);
        }
        return new StoredHistogram(
                count,
                sum,
                min,
                max,
                0,
                buckets.keySet().stream().mapToInt(Integer::intValue).toArray(),
                buckets.values().stream().mapToLong(Long::longValue).toArray());
    }
}
