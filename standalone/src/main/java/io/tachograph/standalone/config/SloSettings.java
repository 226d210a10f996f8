package io.tachograph.standalone.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloRule;
import io.tachograph.windows.SloRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
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
 */
public record SloSettings(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String model,
        @Nullable Duration ttft,
        @Nullable Duration tpot,
        @Nullable Duration e2e) {
    /** @throws IllegalArgumentException in one sentence */
    public SloSettings {
        if (name == null || model == null) {
            throw new IllegalArgumentException("an SLO needs name and model");
        }
        // What cannot be an SLO is said here, where the place in the file is known.
        SloRule unused = rule(name, model, ttft, tpot, e2e);
    }

    /**
     * The rules of the stream job.
     *
     * @throws IllegalArgumentException in one sentence, when two entries have the same name and model
     */
    static SloRules rules(List<SloSettings> all) {
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

    private static SloRule rule(
            String name, String model, @Nullable Duration ttft, @Nullable Duration tpot, @Nullable Duration e2e) {
        return new SloRule(model, new SloDefinition(name, nanos(ttft), nanos(tpot), nanos(e2e)));
    }

    private static long nanos(@Nullable Duration threshold) {
        return threshold == null ? SloDefinition.ANY : threshold.toNanos();
    }
}
