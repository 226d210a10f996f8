/** A real PostgreSQL, as a child process, on disk. */
@NullMarked
package io.tachograph.standalone.postgres;

import org.jspecify.annotations.NullMarked;
