/** The whole way from Kafka to windows and into PostgreSQL, measured beside other ways of doing the same. */
@NullMarked
package io.tachograph.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
