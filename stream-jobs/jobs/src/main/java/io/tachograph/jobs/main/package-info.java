/** The main class for a Flink cluster, and what it reads. */
@NullMarked
package io.tachograph.jobs.main;

import org.jspecify.annotations.NullMarked;
