package io.tachograph.jobs.gpu;

import io.tachograph.jobs.sample.TopicEventFormat;
import io.tachograph.store.GpuAssignmentRow;
import io.tachograph.windows.gpu.GpuAssignmentFormat;

/** Events of the inventory topic. */
public final class AssignmentEventFormat extends TopicEventFormat<GpuAssignmentRow> {
    private static final long serialVersionUID = 1L;

    public AssignmentEventFormat() {
        super(new GpuAssignmentFormat());
    }
}
