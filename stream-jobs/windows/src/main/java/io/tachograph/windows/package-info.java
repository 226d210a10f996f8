/** The arithmetic of the stream: what a sample is, how windows add up. No engine, no broker, no database in sight. */
@NullMarked
package io.tachograph.windows;

import org.jspecify.annotations.NullMarked;
