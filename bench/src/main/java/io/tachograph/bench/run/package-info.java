/** One run from its plan to its result. */
@NullMarked
package io.tachograph.bench.run;

import org.jspecify.annotations.NullMarked;
