package io.tachograph.windows.container;

import io.tachograph.windows.binary.BinaryFormat;
import io.tachograph.windows.sample.SampleKind;

/** Container readings as a kind of readings. */
public final class ContainerKind implements SampleKind<ContainerReading, ContainerTotals> {
    private static final long serialVersionUID = 1L;

    @Override
    public ContainerTotals newTotals() {
        return new ContainerTotals();
    }

    @Override
    public BinaryFormat<ContainerReading> samples() {
        return new ContainerReadingFormat();
    }

    @Override
    public BinaryFormat<ContainerTotals> totals() {
        return new ContainerTotalsFormat();
    }
}
