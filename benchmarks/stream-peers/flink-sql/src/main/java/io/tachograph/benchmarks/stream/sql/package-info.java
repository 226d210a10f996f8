/** The windows of the benchmark in Flink SQL. */
@NullMarked
package io.tachograph.benchmarks.stream.sql;

import org.jspecify.annotations.NullMarked;
