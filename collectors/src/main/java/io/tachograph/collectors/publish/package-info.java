/** The way out: records buffered and put on Kafka, every loss counted. */
@NullMarked
package io.tachograph.collectors.publish;

import org.jspecify.annotations.NullMarked;
