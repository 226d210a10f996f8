/** The one command line, and everything in one JVM. */
@NullMarked
package io.tachograph.standalone;

import org.jspecify.annotations.NullMarked;
