/** What was found, and what it comes to. */
@NullMarked
package io.tachograph.dashboardtest.verdict;

import org.jspecify.annotations.NullMarked;
