/** How fast targets use up the error budgets of their SLOs. */
@NullMarked
package io.tachograph.windows.slo;

import org.jspecify.annotations.NullMarked;
