/** Claude's Messages API: one answer at a time, and what stood in its way. */
@NullMarked
package io.tachograph.dashboardtest.claude;

import org.jspecify.annotations.NullMarked;
