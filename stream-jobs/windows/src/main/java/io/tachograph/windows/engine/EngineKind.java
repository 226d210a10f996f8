package io.tachograph.windows.engine;

import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.sample.SampleKind;

/** engine readings as a kind of readings. */
public final class EngineKind implements SampleKind<EngineReading, EngineTotals> {
    private static final long serialVersionUID = 1L;

    @Override
    public EngineTotals newTotals() {
        return new EngineTotals();
    }

    @Override
    public BinaryFormat<EngineReading> samples() {
        return new EngineReadingFormat();
    }

    @Override
    public BinaryFormat<EngineTotals> totals() {
        return new EngineTotalsFormat();
    }
}
