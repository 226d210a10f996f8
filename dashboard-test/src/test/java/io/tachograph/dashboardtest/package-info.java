/** What the tests of this module share. */
@NullMarked
package io.tachograph.dashboardtest;

import org.jspecify.annotations.NullMarked;
