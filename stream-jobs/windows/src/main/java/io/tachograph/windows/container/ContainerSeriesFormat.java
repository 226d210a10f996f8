package io.tachograph.windows.container;

import io.tachograph.windows.sample.OpenSeriesFormat;

/** How an open series of container readings is kept in a checkpoint. */
public final class ContainerSeriesFormat extends OpenSeriesFormat<ContainerReading, ContainerTotals> {
    private static final long serialVersionUID = 1L;

    public ContainerSeriesFormat() {
        super(new ContainerKind());
    }
}
