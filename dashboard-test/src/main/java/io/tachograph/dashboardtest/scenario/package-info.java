/** What is to be tested, in plain words. */
@NullMarked
package io.tachograph.dashboardtest.scenario;

import org.jspecify.annotations.NullMarked;
