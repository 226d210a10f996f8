package io.tachograph.jobs.gpu;

import io.tachograph.jobs.sample.TopicEventFormat;
import io.tachograph.windows.gpu.GpuReading;
import io.tachograph.windows.gpu.GpuReadingFormat;

/** Events of the topic of GPU samples. */
public final class GpuEventFormat extends TopicEventFormat<GpuReading> {
    private static final long serialVersionUID = 1L;

    public GpuEventFormat() {
        super(new GpuReadingFormat());
    }
}
