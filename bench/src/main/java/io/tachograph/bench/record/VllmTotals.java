package io.tachograph.bench.record;

import io.tachograph.bench.result.SloResult;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sums and peaks as vLLM has them. Peaks are those of whole seconds counted from the first successful request: the most
 * chunks that came in one, and the most successful requests that were in flight at any time in one.
 */
final class VllmTotals {
    /** What vLLM can set a goal for. */
    private static final Set<String> GOALS = Set.of("ttft", "tpot", "e2e");

    long inputTokens;
    long outputTokens;
    long good;
    double peakChunks;
    int peakRequests;
    private long firstSent = Long.MAX_VALUE;
    private long lastEnd = Long.MIN_VALUE;

    VllmTotals(VllmSpool spool, @Nullable SloResult slo) throws IOException {
        spool.forEach(entry -> add(entry, slo));
        if (firstSent != Long.MAX_VALUE) {
            peaks(spool);
        }
    }

    /** Whether vLLM could have been given the same thresholds. */
    static boolean knows(@Nullable SloResult slo) {
        return slo != null && GOALS.containsAll(slo.thresholds().keySet());
    }

    private void add(VllmEntry entry, @Nullable SloResult slo) {
        if (!entry.ok()) {
            return;
        }
        inputTokens += entry.inputTokens();
        outputTokens += entry.outputTokens();
        firstSent = Math.min(firstSent, entry.sentNanos());
        lastEnd = Math.max(lastEnd, endOf(entry));
        if (slo != null && knows(slo)) {
            Map<String, Double> goals = slo.thresholds();
            good += within(Math.max(0, entry.ttftNanos()) / 1e9, goals.get("ttft"))
                            && within(entry.tpotSeconds(), goals.get("tpot"))
                            && within(Math.max(0, entry.latencyNanos()) / 1e9, goals.get("e2e"))
                    ? 1
                    : 0;
        }
    }

    private static boolean within(double seconds, @Nullable Double goal) {
        return goal == null || seconds <= goal;
    }

    private static long endOf(VllmEntry entry) {
        return entry.sentNanos() + Math.max(0, entry.latencyNanos());
    }

    private void peaks(VllmSpool spool) throws IOException {
        int seconds = (int) Math.ceil((lastEnd - firstSent) / 1e9) + 1;
        int[] chunks = new int[seconds];
        int[] requests = new int[seconds];
        spool.forEach(entry -> {
            if (entry.ok()) {
                double sent = (entry.sentNanos() - firstSent) / 1e9;
                for (double chunk : entry.chunkSeconds()) {
                    if (sent + chunk < seconds) {
                        chunks[(int) (sent + chunk)]++;
                    }
                }
                int last = (int) ((endOf(entry) - firstSent) / 1e9);
                for (int second = (int) sent; second <= last; second++) {
                    requests[second]++;
                }
            }
        });
        for (int second = 0; second < seconds; second++) {
            peakChunks = Math.max(peakChunks, chunks[second]);
            peakRequests = Math.max(peakRequests, requests[second]);
        }
    }
}
