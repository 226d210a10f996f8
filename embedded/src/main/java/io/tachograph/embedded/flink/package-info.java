/** A real Flink, in this process, that resumes from its last checkpoint. */
@NullMarked
package io.tachograph.embedded.flink;

import org.jspecify.annotations.NullMarked;
