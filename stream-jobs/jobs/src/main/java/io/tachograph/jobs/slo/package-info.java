/** The job that watches error budgets and the silence of targets. */
@NullMarked
package io.tachograph.jobs.slo;

import org.jspecify.annotations.NullMarked;
