/** The job that holds a newer engine version against the one before. */
@NullMarked
package io.tachograph.jobs.regression;

import org.jspecify.annotations.NullMarked;
