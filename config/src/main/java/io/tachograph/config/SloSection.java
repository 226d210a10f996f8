package io.tachograph.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A service level objective as a person writes it. A request is good when it succeeded and met every threshold that is
 * there; a value that equals its threshold meets it.
 */
public record SloSection(
        @Key(
                value = "under which its counts are found; several entries may share one, for different models",
                otherwise = "required")
        String name,

        @Key(
                value =
                        "name of a model, or a pattern with `*`; of the entries with one name the first that matches counts",
                otherwise = "required")
        String model,

        @Key(value = "largest time to first token that is good", otherwise = "any") @Nullable
        Duration ttft,

        @Key(value = "largest time per output token that is good", otherwise = "any") @Nullable
        Duration tpot,

        @Key(value = "largest end-to-end latency that is good", otherwise = "any") @Nullable
        Duration e2e,

        @Key("share of requests that has to be good, such as 0.99; with it, [alerts](slo.md) say when the error budget"
                + " burns")
        @Nullable
        Double objective) {
    /** @throws IllegalArgumentException in one sentence */
    public SloSection {
        // Keys that are not there come as null, whatever the type says.
        if (name == null || model == null || name.isBlank()) {
            throw new IllegalArgumentException("an SLO needs name and model");
        }
        if (ttft == null && tpot == null && e2e == null) {
            throw new IllegalArgumentException("the SLO " + name + " needs a threshold: ttft, tpot or e2e");
        }
        Checks.positive("the SLO " + name + ": ttft", ttft);
        Checks.positive("the SLO " + name + ": tpot", tpot);
        Checks.positive("the SLO " + name + ": e2e", e2e);
        if (objective != null && !(objective > 0 && objective < 1)) {
            throw new IllegalArgumentException("objective " + objective + " is not between 0 and 1");
        }
    }
}
