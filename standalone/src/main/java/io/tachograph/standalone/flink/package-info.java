/** {@code tachograph flink}: the processes of a Flink cluster that has our classes on its class path. */
@NullMarked
package io.tachograph.standalone.flink;

import org.jspecify.annotations.NullMarked;
