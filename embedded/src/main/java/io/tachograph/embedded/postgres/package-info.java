/** A real PostgreSQL, as a child process, on disk. */
@NullMarked
package io.tachograph.embedded.postgres;

import org.jspecify.annotations.NullMarked;
