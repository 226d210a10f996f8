/** NVIDIA's GPUs by the driver's own library, NVML. */
@NullMarked
package io.tachograph.collectors.source.nvml;

import org.jspecify.annotations.NullMarked;
