/** What a run measured: the record of it, how it is gathered, and the files it is written to. */
@NullMarked
package io.tachograph.bench.result;

import org.jspecify.annotations.NullMarked;
