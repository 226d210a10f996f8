/** A stand-in of Claude's Messages API. */
@NullMarked
package io.tachograph.dashboardtest.standin;

import org.jspecify.annotations.NullMarked;
