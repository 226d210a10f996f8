package io.tachograph.windows.rollup;

import io.tachograph.store.Series;

/** What a roll-up sums over: which series go into one, and the dimensions that the sum keeps. */
public enum Grouping {
    /** Each series by itself: only time is summed. */
    SERIES {
        @Override
        public Series groupOf(Series series) {
            return series;
        }
    },
    /** All targets, engine versions and tenants of a model within one ranking cell. */
    MODEL_IN_CELL {
        @Override
        public Series groupOf(Series series) {
            return new Series(
                    "", "", "", series.model(), "", "", series.origin(), series.promptBand(), series.streamed());
        }
    };

    /** Dimensions of the sum that a series goes into; those summed over are empty. */
    public abstract Series groupOf(Series series);
}
