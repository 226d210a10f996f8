package io.tachograph.jobs.regression;

import java.io.Serializable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Settings of the job {@code regressions}.
 *
 * @param minimumEffect smallest relative change that counts as one, 0.05 for 5 %
 * @param origins whose requests are compared; origins are never mixed
 * @param settleAfter how long after its end a block waits for complete minutes: longer than the longest request
 * @param repeatEvery how often an unchanged regression is repeated
 * @param forgetAfter how long a cell is kept without a request
 * @param outOfOrderness how much later than others of its partition a window may arrive
 * @param idleAfter a partition without window for so long does not hold up the clock
 */
public record RegressionConfig(
        double minimumEffect,
        Set<String> origins,
        Duration settleAfter,
        Duration repeatEvery,
        Duration forgetAfter,
        Duration outOfOrderness,
        Duration idleAfter)
        implements Serializable {
    /** Two values in neighbouring buckets of the histogram differ by 2.2 % and may be the same. */
    private static final double SMALLEST_EFFECT = 0.025;

    /** @throws IllegalArgumentException in one sentence that names the setting */
    public RegressionConfig {
        origins = new HashSet<>(origins);
        if (!(minimumEffect >= SMALLEST_EFFECT && minimumEffect < 1)) {
            throw new IllegalArgumentException("minimum-effect: " + minimumEffect + " is not between " + SMALLEST_EFFECT
                    + ", which the histograms can tell, and 1");
        }
        check("settle-after", settleAfter, Duration.ofMinutes(1), Duration.ofHours(1));
        check("repeat-every", repeatEvery, Duration.ofMinutes(1), Duration.ofHours(1));
        check("forget-after", forgetAfter, Duration.ofDays(1), Duration.ofDays(365));
    }

    private static void check(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + ": " + value + " is not between " + least + " and " + most);
        }
    }

    /** Changes of 5 %, probes and the gateway's requests, cells kept for 30 days. */
    public static RegressionConfig defaults() {
        return new RegressionConfig(
                0.05,
                Set.of("probe", "gateway", "load", "unknown"),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                Duration.ofDays(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
    }
}
