/** Jobs on a real Flink whose partitions speak, fall silent and wake by a script. */
@NullMarked
package io.tachograph.jobs.script;

import org.jspecify.annotations.NullMarked;
