package io.tachograph.store;

import org.jspecify.annotations.Nullable;

/**
 * A gauge over a window.
 *
 * @param mean weighted by time; null when no two readings were near enough to each other
 * @param max largest value; null when there is none
 */
public record GaugeValue(@Nullable Double mean, @Nullable Double max) {}
