/** Windows and rankings as rows at rest and records on the wire. */
@NullMarked
package io.tachograph.windows.results;

import org.jspecify.annotations.NullMarked;
