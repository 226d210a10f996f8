package io.tachograph.bench.record;

import java.util.List;

/**
 * What {@code vllm.json} holds.
 *
 * @param percentiles above 0 and up to 100
 * @param detailed with the arrays of every request, as {@code --save-detailed} gives them
 */
public record VllmOptions(List<Double> percentiles, boolean detailed) {
    public VllmOptions {
        percentiles = List.copyOf(percentiles);
        for (double percentile : percentiles) {
            if (!(percentile > 0 && percentile <= 100)) {
                throw new IllegalArgumentException("percentile " + percentile + " is not in (0, 100]");
            }
        }
    }

    /** 50, 90, 95 and 99; without details. */
    public static VllmOptions defaults() {
        return new VllmOptions(List.of(50.0, 90.0, 95.0, 99.0), false);
    }

    public VllmOptions withDetailed(boolean wanted) {
        return new VllmOptions(percentiles, wanted);
    }
}
