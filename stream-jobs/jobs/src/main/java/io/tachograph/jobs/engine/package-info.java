/** The job {@code engine-windows}. */
@NullMarked
package io.tachograph.jobs.engine;

import org.jspecify.annotations.NullMarked;
