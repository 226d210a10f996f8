/** Tables of usage and scores, a part of the job {@code engine-windows}. */
@NullMarked
package io.tachograph.jobs.usage;

import org.jspecify.annotations.NullMarked;
