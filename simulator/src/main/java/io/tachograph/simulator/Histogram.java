package io.tachograph.simulator;

import io.tachograph.schemas.avro.EngineHistogram;
import java.util.Arrays;

/** A Prometheus histogram: counts per bucket and the sum. Not thread-safe. */
final class Histogram {
    private final double[] bounds;
    private final long[] counts;
    private double sum;

    /** Upper bounds, ascending, without the infinite one. */
    Histogram(double... bounds) {
        this.bounds = bounds.clone();
        this.counts = new long[bounds.length + 1];
    }

    void observe(double value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sum += value;
    }

    /** As Tachograph gets it from a collector that read it from the metrics page. */
    EngineHistogram toWire() {
        return new EngineHistogram(
                Arrays.stream(bounds).boxed().toList(),
                Arrays.stream(counts).boxed().toList(),
                sum);
    }

    void writeTo(ExpositionText text, String name, String help) {
        text.family(name, "histogram", help);
        long cumulative = 0;
        for (int i = 0; i < counts.length; i++) {
            cumulative += counts[i];
            text.sample(name + "_bucket", cumulative, "le", i < bounds.length ? Double.toString(bounds[i]) : "+Inf");
        }
        text.sample(name + "_count", cumulative);
        text.sample(name + "_sum", sum);
    }
}
