/** What jobs over readings have in common: topics as streams, the clock, open windows, sinks. */
@NullMarked
package io.tachograph.jobs.sample;

import org.jspecify.annotations.NullMarked;
