package io.tachograph.config;

import java.time.Duration;

/** Probing, the same for every target. */
public record ProbesSection(
        @Key(value = "`closed` (a fixed number in flight), `constant` or `poisson` (a rate)", byDefault = "closed")
        ArrivalKind arrivals,

        @Key(value = "requests in flight per target, for `closed`", byDefault = "4")
        int concurrency,

        @Key(value = "requests per second per target, for `constant` and `poisson`", byDefault = "2.0")
        double rate,

        @Key(value = "when a request is given up", byDefault = "60s")
        Duration timeout,

        @Key(value = "tokens that are asked for", byDefault = "32")
        int maxOutputTokens,

        @Key(value = "ask for streamed answers; without them there is no TTFT", byDefault = "true")
        boolean stream,

        @Key(
                value = "file with prompts (JSON, JSONL, CSV, ShareGPT, text); empty for the built-in ones",
                byDefault = "\"\"")
        String prompts,

        @Key(value = "seed of the arrivals and of the order of prompts", byDefault = "1")
        long seed) {
    /** How requests arrive. */
    public enum ArrivalKind {
        CLOSED,
        CONSTANT,
        POISSON
    }

    public ProbesSection {
        Checks.atLeast("concurrency", concurrency, 1);
        Checks.atLeast("max-output-tokens", maxOutputTokens, 1);
        if (!(rate > 0 && rate <= 100_000)) {
            throw new IllegalArgumentException("rate " + rate + " must be above 0 and at most 100000 per second");
        }
        Checks.positive("timeout", timeout);
    }
}
