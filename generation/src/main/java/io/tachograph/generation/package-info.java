/** The asynchronous inference system: what is served, and how it is started. */
@NullMarked
package io.tachograph.generation;

import org.jspecify.annotations.NullMarked;
