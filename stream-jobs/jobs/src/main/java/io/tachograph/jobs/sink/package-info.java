/** Where results go: the store, and back onto Kafka. */
@NullMarked
package io.tachograph.jobs.sink;

import org.jspecify.annotations.NullMarked;
