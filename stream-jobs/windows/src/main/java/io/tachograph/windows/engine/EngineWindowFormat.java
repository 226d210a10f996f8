package io.tachograph.windows.engine;

import io.tachograph.windows.sample.SampleWindowFormat;

/** How a window of engine readings is written. */
public final class EngineWindowFormat extends SampleWindowFormat<EngineTotals> {
    private static final long serialVersionUID = 1L;

    public EngineWindowFormat() {
        super(new EngineTotalsFormat());
    }
}
