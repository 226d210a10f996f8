/** How the stream's values are written, with a version in front so that state outlives the code. */
@NullMarked
package io.tachograph.windows.binary;

import org.jspecify.annotations.NullMarked;
