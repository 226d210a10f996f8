/** Models of one cell, ranked. */
@NullMarked
package io.tachograph.windows.ranking;

import org.jspecify.annotations.NullMarked;
