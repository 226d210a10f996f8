package io.tachograph.windows.engine;

import io.tachograph.windows.sample.Sample;
import java.util.SortedMap;

/**
 * What one engine said of itself at one instant, checked.
 *
 * @param series slug of its target
 * @param engine kind of engine
 * @param gauges by ordinal of {@link EngineGauge}, NaN for what it does not report; not to be changed
 * @param counters by ordinal of {@link EngineCounter}, likewise
 * @param histograms by canonical name; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // On its way through the stream, never compared.
public record EngineReading(
        String series,
        String engine,
        String engineVersion,
        long atMicros,
        double[] gauges,
        double[] counters,
        SortedMap<String, EngineBuckets> histograms,
        int partition,
        long offset)
        implements Sample {
    double gauge(EngineGauge gauge) {
        return gauges[gauge.ordinal()];
    }
}
