/** How Kafka is reached: brokers, encryption, credentials, and what it means when they refuse. */
@NullMarked
package io.tachograph.kafka;

import org.jspecify.annotations.NullMarked;
