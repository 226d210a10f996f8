/** From bytes on Kafka to samples: decoding, checking, and the stream's clock. */
@NullMarked
package io.tachograph.jobs.source;

import org.jspecify.annotations.NullMarked;
