/** GPUs by an exporter of metrics that runs beside them: NVIDIA's DCGM exporter, AMD's device metrics exporter. */
@NullMarked
package io.tachograph.collectors.source.dcgm;

import org.jspecify.annotations.NullMarked;
