/** A real Kafka, in this process, on disk. */
@NullMarked
package io.tachograph.embedded.kafka;

import org.jspecify.annotations.NullMarked;
