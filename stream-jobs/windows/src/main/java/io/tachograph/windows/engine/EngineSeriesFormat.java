package io.tachograph.windows.engine;

import io.tachograph.windows.sample.OpenSeriesFormat;

/** How an open series of engine readings is kept in a checkpoint. */
public final class EngineSeriesFormat extends OpenSeriesFormat<EngineReading, EngineTotals> {
    private static final long serialVersionUID = 1L;

    public EngineSeriesFormat() {
        super(new EngineKind());
    }
}
