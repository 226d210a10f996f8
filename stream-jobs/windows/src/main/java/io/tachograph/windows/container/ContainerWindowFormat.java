package io.tachograph.windows.container;

import io.tachograph.windows.sample.SampleWindowFormat;

/** How a window of container readings is written. */
public final class ContainerWindowFormat extends SampleWindowFormat<ContainerTotals> {
    private static final long serialVersionUID = 1L;

    public ContainerWindowFormat() {
        super(new ContainerTotalsFormat());
    }
}
