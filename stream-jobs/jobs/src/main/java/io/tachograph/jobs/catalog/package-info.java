/** The jobs by name, each on its own: jobs meet only at Kafka topics. */
@NullMarked
package io.tachograph.jobs.catalog;

import org.jspecify.annotations.NullMarked;
