/** The windows of the benchmark in Kafka Streams. */
@NullMarked
package io.tachograph.benchmarks.stream.kstreams;

import org.jspecify.annotations.NullMarked;
