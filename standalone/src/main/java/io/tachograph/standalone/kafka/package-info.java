/** A real Kafka, in this process, on disk. */
@NullMarked
package io.tachograph.standalone.kafka;

import org.jspecify.annotations.NullMarked;
