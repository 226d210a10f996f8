package io.tachograph.config;

import org.jspecify.annotations.Nullable;

/** What {@code up} runs for those who send requests to models. */
public record UpSection(
        @Key(
                value = "whether it runs the gateway",
                otherwise = "`true` with the simulated fleet, `false` with targets of your own")
        @Nullable
        Boolean gateway,

        @Key(
                value = "whether it runs the generation API and a worker",
                otherwise = "`true` with the simulated fleet, `false` with targets of your own")
        @Nullable
        Boolean generation) {}
