/** The job {@code gpu-windows}. */
@NullMarked
package io.tachograph.jobs.gpu;

import org.jspecify.annotations.NullMarked;
