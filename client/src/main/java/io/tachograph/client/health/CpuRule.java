package io.tachograph.client.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A client that has no CPU to spare stamps late although gaps look plausible: bound when an event loop's thread used more
 * than 90 % of a core over the window, or the process more than 90 % of the cores it may use, or when pauses of the
 * garbage collector took more than the share of the time. Not thread-safe.
 */
final class CpuRule {
    static final double LIMIT = 0.9;

    private final double share;
    private final double windowSeconds;
    private final List<CpuReading> readings = new ArrayList<>();

    CpuRule(HealthConfig config) {
        share = config.share();
        windowSeconds = config.window().toSeconds();
    }

    /**
     * Adds a reading and judges the last window.
     *
     * @param leastSeconds below this much time between the readings there is no verdict
     */
    List<Finding> judge(CpuReading now, double leastSeconds) {
        readings.add(now);
        while (readings.size() > 1 && now.secondsSince(readings.get(1)) >= windowSeconds) {
            readings.remove(0);
        }
        CpuReading before = readings.get(0);
        double seconds = now.secondsSince(before);
        return seconds < leastSeconds ? List.of() : findings(now, before, seconds);
    }

    private List<Finding> findings(CpuReading now, CpuReading before, double seconds) {
        List<Finding> findings = new ArrayList<>();
        Double loop = now.busiestLoop(before);
        if (loop != null && loop > LIMIT) {
            findings.add(finding("loop-cpu", seconds, "an event loop used %.0f %% of a core", 100 * loop));
        }
        Double cores = now.processCores(before);
        if (cores != null && cores > LIMIT * now.availableCores()) {
            findings.add(finding(
                    "process-cpu",
                    seconds,
                    "the client used %.2f of the %d cores that it may use",
                    cores,
                    now.availableCores()));
        }
        double gc = now.gcShare(before);
        if (gc > share) {
            findings.add(
                    finding("gc", seconds, "garbage collection stopped the client for %.0f %% of the time", 100 * gc));
        }
        return findings;
    }

    private Finding finding(String kind, double seconds, String format, Object... figures) {
        String limit = kind.equals("gc") ? String.format(Locale.ROOT, "%.0f %%", 100 * share) : "90 %";
        String sentence = String.format(Locale.ROOT, format, figures)
                + String.format(Locale.ROOT, " over %.1f s; at most %s is allowed", seconds, limit);
        return new Finding(kind, sentence, (long) (seconds * 1e9));
    }
}
