/** The job {@code inventory}. */
@NullMarked
package io.tachograph.jobs.inventory;

import org.jspecify.annotations.NullMarked;
