package io.tachograph.collectors.source.container;

import org.jspecify.annotations.Nullable;

/**
 * How a run of a container ended; null what nobody tells.
 *
 * @param atMicros microseconds since the epoch
 */
public record RunEnd(
        long atMicros, @Nullable Integer exitCode, @Nullable Boolean oomKilled) {}
