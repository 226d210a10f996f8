package io.tachograph.store;

import org.jspecify.annotations.Nullable;

/**
 * What one GPU did in one window.
 *
 * @param gpu UUID
 * @param index on its node
 * @param coveredSeconds time between readings near enough to each other
 * @param energyJoules null when neither counter nor power was read
 * @param energySeconds time that the energy is of
 * @param energySource {@code counter}, {@code power}, {@code mixed}, or null without energy
 * @param powerWatts power draw
 * @param utilization share of time in which any kernel ran, 0 to 1
 * @param throttledShare share of time in which power or heat held the clocks down
 * @param source kind of the source that counted last, empty when it does not say
 * @param driverVersion as last reported, empty when unknown
 * @param otherSamples readings of it by other sources, which do not count
 */
public record GpuWindowRow(
        String gpu,
        WindowStamp stamp,
        String node,
        String name,
        @Nullable Integer index,
        double coveredSeconds,
        @Nullable Double energyJoules,
        double energySeconds,
        @Nullable String energySource,
        GaugeValue powerWatts,
        GaugeValue utilization,
        GaugeValue memoryUsedBytes,
        @Nullable Long memoryTotalBytes,
        GaugeValue temperatureCelsius,
        GaugeValue smClockMhz,
        GaugeValue memoryClockMhz,
        @Nullable Double throttledShare,
        String source,
        String driverVersion,
        long otherSamples) {}
