/** Jobs on a real Flink, in this process or elsewhere, that resume from their last checkpoint. */
@NullMarked
package io.tachograph.embedded.flink;

import org.jspecify.annotations.NullMarked;
