/** {@code tachograph dashboard-test}. */
@NullMarked
package io.tachograph.standalone.dashboardtest;

import org.jspecify.annotations.NullMarked;
