package io.tachograph.jobs.catalog;

import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloRule;
import io.tachograph.windows.SloRules;
import io.tachograph.windows.slo.BurnRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service level objective as a person writes it. A request is good when it succeeded and met every threshold that is
 * there; a value that equals its threshold meets it.
 *
 * @param name under which its counts are found; several entries may share one, for different models
 * @param model name of a model, or a pattern with {@code *}; of the entries with one name the first that matches counts
 * @param ttft largest time to first token, null for any
 * @param tpot largest time per output token, null for any
 * @param e2e largest end-to-end latency, null for any
 * @param objective share of requests that has to be good, between 0 and 1; null when nobody is to be alerted
 */
public record SloSettings(
        String name,
        String model,
        @Nullable Duration ttft,
        @Nullable Duration tpot,
        @Nullable Duration e2e,
        @Nullable Double objective) {
    /** @throws IllegalArgumentException in one sentence */
    public SloSettings {
        // Keys that are not there come as null, whatever the type says.
        if (name == null || model == null) {
            throw new IllegalArgumentException("an SLO needs name and model");
        }
        // What cannot be an SLO is said here, where the place in the file is known.
        SloRule unused = rule(name, model, ttft, tpot, e2e);
        if (objective != null) {
            BurnRule unusedRule = new BurnRule(objective, 1);
        }
    }

    /**
     * The rules of the stream job.
     *
     * @throws IllegalArgumentException in one sentence, when two entries have the same name and model
     */
    public static SloRules rules(List<SloSettings> all) {
        Set<List<String>> seen = new HashSet<>();
        for (SloSettings slo : all) {
            if (!seen.add(List.of(slo.name, slo.model))) {
                throw new IllegalArgumentException(
                        "slos has two entries of name " + slo.name + " and model " + slo.model);
            }
        }
        return new SloRules(all.stream()
                .map(slo -> rule(slo.name, slo.model, slo.ttft, slo.tpot, slo.e2e))
                .toList());
    }

    /**
     * What alerts are about: the objective of each SLO that has one, by name.
     *
     * @throws IllegalArgumentException in one sentence, when entries of one name have different objectives
     */
    static Map<String, Double> objectives(List<SloSettings> all) {
        Map<String, Double> objectives = new HashMap<>();
        for (SloSettings slo : all) {
            Double before = slo.objective == null ? null : objectives.put(slo.name, slo.objective);
            if (before != null && !before.equals(slo.objective)) {
                throw new IllegalArgumentException("slos has two objectives of name " + slo.name);
            }
        }
        return objectives;
    }

    private static SloRule rule(
            String name, String model, @Nullable Duration ttft, @Nullable Duration tpot, @Nullable Duration e2e) {
        return new SloRule(model, new SloDefinition(name, nanos(ttft), nanos(tpot), nanos(e2e)));
    }

    private static long nanos(@Nullable Duration threshold) {
        return threshold == null ? SloDefinition.ANY : threshold.toNanos();
    }
}
