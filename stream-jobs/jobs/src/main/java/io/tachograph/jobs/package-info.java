/** The stream jobs: how Flink's sources, state and sinks are wired around the arithmetic of {@code windows}. */
@NullMarked
package io.tachograph.jobs;

import org.jspecify.annotations.NullMarked;
