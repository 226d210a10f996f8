package io.tachograph.windows.ranking;

import io.tachograph.store.Series;
import io.tachograph.windows.SeriesKey;

/** Seeds of resampling, made of what is estimated: a second computation draws the same. */
final class ResamplingSeeds {
    private ResamplingSeeds() {}

    static long of(Series model, RankingEstimate.Subject subject, long windowEndMillis) {
        long seed = SeriesKey.of(model).hashCode();
        seed = mixed(seed + subject.metric().key().hashCode());
        seed = mixed(seed + subject.statistic().key().hashCode());
        seed = mixed(seed + subject.windowMillis());
        return mixed(seed + windowEndMillis);
    }

    /** The finisher of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mixed(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
