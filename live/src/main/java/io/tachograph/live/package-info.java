/** The newest windows, rankings and alerts, as a Kafka Streams view of the result topics, and what changed in it. */
@NullMarked
package io.tachograph.live;

import org.jspecify.annotations.NullMarked;
