/** Windows of a past range computed again. */
@NullMarked
package io.tachograph.jobs.recompute;

import org.jspecify.annotations.NullMarked;
