/** The state of tasks, folded from their events. */
@NullMarked
package io.tachograph.generation.task;

import org.jspecify.annotations.NullMarked;
