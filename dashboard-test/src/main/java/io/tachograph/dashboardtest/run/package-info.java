/** One scenario from its page to its verdict, and what is kept of it. */
@NullMarked
package io.tachograph.dashboardtest.run;

import org.jspecify.annotations.NullMarked;
