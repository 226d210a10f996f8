/** The benchmark route, kept to the letter for the users of the benchmark API that this system took over. */
@NullMarked
package io.tachograph.api.benchmark;

import org.jspecify.annotations.NullMarked;
