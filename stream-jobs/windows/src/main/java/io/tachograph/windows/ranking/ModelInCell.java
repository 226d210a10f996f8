package io.tachograph.windows.ranking;

import io.tachograph.store.Series;

/** What rankings sum over: all targets, engine versions and tenants of a model within one cell. */
public final class ModelInCell {
    private ModelInCell() {}

    /** The model and cell of a series; the dimensions summed over are empty. */
    public static Series of(Series series) {
        return new Series("", "", "", series.model(), "", "", series.origin(), series.promptBand(), series.streamed());
    }
}
