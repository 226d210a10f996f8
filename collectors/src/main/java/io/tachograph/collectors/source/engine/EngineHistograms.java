package io.tachograph.collectors.source.engine;

import io.tachograph.client.scrape.BucketHistogram;
import io.tachograph.schemas.avro.EngineHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts a server's histogram onto the wire, in its own bounds. */
public final class EngineHistograms {
    /** What the stream takes. */
    private static final int MOST_BOUNDS = 256;

    private EngineHistograms() {}

    /** @throws IllegalArgumentException when the stream would refuse it; the message says what it has */
    public static EngineHistogram of(BucketHistogram histogram) {
        double[] bounds = histogram.bounds();
        if (!Double.isFinite(histogram.sum())) {
            throw new IllegalArgumentException("has no sum");
        }
        if (bounds.length > MOST_BOUNDS + 1) {
            throw new IllegalArgumentException("has more than " + MOST_BOUNDS + " buckets");
        }
        List<Double> finite = new ArrayList<>(bounds.length - 1);
        for (int i = 0; i < bounds.length - 1; i++) {
            finite.add(bounds[i]);
        }
        List<Long> counts =
                Arrays.stream(histogram.counts()).mapToObj(Math::round).toList();
        return new EngineHistogram(finite, counts, histogram.sum());
    }
}
