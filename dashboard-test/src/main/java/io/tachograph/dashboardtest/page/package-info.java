/** What a tester does to a page in a real browser. */
@NullMarked
package io.tachograph.dashboardtest.page;

import org.jspecify.annotations.NullMarked;
