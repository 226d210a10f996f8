/** Our windows into PostgreSQL by flink-connector-jdbc. */
@NullMarked
package io.tachograph.benchmarks.stream.jdbc;

import org.jspecify.annotations.NullMarked;
