package io.tachograph.config;

import org.jspecify.annotations.Nullable;

/** What {@code up} runs for those who send requests to models. */
public record UpSection(
        @Key(value = "whether it runs the gateway", otherwise = UpSection.WITH_THE_FLEET) @Nullable
        Boolean gateway,

        @Key(value = "whether it runs the generation API and a worker", otherwise = UpSection.WITH_THE_FLEET) @Nullable
        Boolean generation) {
    private static final String WITH_THE_FLEET = "`true` with the simulated fleet, `false` with targets of your own";
}
