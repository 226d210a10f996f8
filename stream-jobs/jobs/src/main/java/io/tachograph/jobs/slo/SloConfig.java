package io.tachograph.jobs.slo;

import io.tachograph.windows.slo.BurnRule;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Settings of the job {@code slo}.
 *
 * @param objectives the share of requests that has to meet an SLO, by the SLO's name, each between 0 and 1; SLOs that
 *     are not named here are not watched
 * @param origins whose requests count: a load test may burn what it likes, and its end is no loss
 * @param minimumEvents requests that a window needs before it says anything
 * @param settleAfter how long after its end a minute may still be revised: longer than the longest request
 * @param lossAfter how long a target is silent before its telemetry counts as lost
 * @param forgetAfter how long a target is silent before it counts as removed, three days at most
 * @param repeatEvery how often an unchanged alert is repeated
 * @param outOfOrderness how much later than others of its partition a window may arrive
 * @param idleAfter a partition without window for so long does not hold up the clock
 */
public record SloConfig(
        Map<String, Double> objectives,
        Set<String> origins,
        long minimumEvents,
        Duration settleAfter,
        Duration lossAfter,
        Duration forgetAfter,
        Duration repeatEvery,
        Duration outOfOrderness,
        Duration idleAfter)
        implements Serializable {
    private static final Duration KEPT = Duration.ofDays(3);

    /** @throws IllegalArgumentException in one sentence that names the setting */
    public SloConfig {
        // Java's immutable maps do not survive every serializer of a job graph; these do.
        objectives = new HashMap<>(objectives);
        origins = new HashSet<>(origins);
        objectives.forEach((slo, objective) -> {
            try {
                new BurnRule(objective, 1);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("objectives." + slo + ": " + e.getMessage(), e);
            }
        });
        if (minimumEvents < 1) {
            throw new IllegalArgumentException("minimum-events: " + minimumEvents + " is below 1");
        }
        check("settle-after", settleAfter, Duration.ofMinutes(1), Duration.ofHours(1));
        check("loss-after", lossAfter, Duration.ofMinutes(1), KEPT);
        check("forget-after", forgetAfter, lossAfter.plusMinutes(1), KEPT);
        check("repeat-every", repeatEvery, Duration.ofMinutes(1), Duration.ofHours(1));
    }

    private static void check(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + ": " + value + " is not between " + least + " and " + most);
        }
    }

    /** Probes and the gateway's requests; ten events; targets silent for 5 min are lost, for 1 d removed. */
    public static SloConfig of(Map<String, Double> objectives) {
        return new SloConfig(
                objectives,
                Set.of("probe", "gateway", "unknown"),
                10,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ofDays(1),
                Duration.ofHours(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
    }

    public SloConfig withIdleAfter(Duration duration) {
        return new SloConfig(
                objectives,
                origins,
                minimumEvents,
                settleAfter,
                lossAfter,
                forgetAfter,
                repeatEvery,
                outOfOrderness,
                duration);
    }

    /** How long after its end a minute may be revised, in whole minutes. */
    long settleMinutes() {
        return settleAfter.plusSeconds(59).toMinutes();
    }
}
